#!/bin/sh
# Compiles niveau and the fuzz targets with libFuzzer's counters, everything else as it is.
rustc="$1"
shift
case " $* " in
*" --crate-name niveau "* | *" --crate-name whole_run "* | *" --crate-name settings "*)
    exec "$rustc" "$@" -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
        -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
        -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares \
        -Ccodegen-units=16
    ;;
*) exec "$rustc" "$@" ;;
esac
