"""A real llama.cpp server on a small base model, in its own process: `python llama_server.py MODEL.gguf`.

Prints its address once it listens."""

from __future__ import annotations

import sys
import time

import xllamacpp

parameters = xllamacpp.CommonParams()
parameters.model.path = sys.argv[1]
parameters.n_ctx = 4096
parameters.n_parallel = 1
parameters.cpuparams.n_threads = 2
parameters.hostnames = ["127.0.0.1"]
parameters.port = 0
server = xllamacpp.Server(parameters)
print(server.listening_address, flush=True)
while True:
    time.sleep(1)
