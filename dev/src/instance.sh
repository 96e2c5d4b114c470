#!/bin/sh
# What `cargo lambda watch` believes to be cargo. Asked to run a function, it runs the binary that was built before: at
# once, and without cargo's lock, on which it would wait for as long as any other build takes. A function that crashes or
# is killed is started again, as Lambda does it and `cargo lambda watch` does not. Each function has a log of its own.
if [ "$1" != run ]; then
  exec cargo "$@"
fi
for name; do :; done
exec >>"$REPOSTR_LOGS/$name.log" 2>&1
# It says that a process takes one request at a time, of which the runtime warns each time it starts.
unset AWS_LAMBDA_MAX_CONCURRENCY
while :; do
  "$REPOSTR_BINARIES/$name"
  status=$?
  if [ "$status" -eq 0 ] || ! kill -0 "$PPID" 2>/dev/null; then
    exit "$status"
  fi
  echo "ended with status $status, and is started again"
  sleep 1
done
