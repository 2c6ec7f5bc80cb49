#!/usr/bin/env bash
# One expression of CEL, two values: what Kubernetes evaluates policies with, and what JavaScript does.
#
# Version: github.com/google/cel-go v0.26.0, which k8s.io/apiserver v0.36 evaluates admission policies with, and @bufbuild/cel 0.6.1,
#   each with its extension of strings. Run 2026-11-30, Go 1.26.8, Node 20.20.2.
# Behaviour: both take the expression, none raises an error, and the values differ. split with a limit keeps the rest in Go and drops
#   it in JavaScript, so that `image.split("/", 2)[1]` is the whole repository for the one and a folder of it for the other. The
#   milliseconds of a duration are all of it in Go, and what is beyond the whole seconds in JavaScript. An empty text is replaced
#   at both ends in Go, and between the letters alone in JavaScript, and twice before the first. A number in hexadecimal, in spaces or
#   in an empty text is one in JavaScript; a comment that ends the expression is none. Who tests a policy outside the cluster finds
#   it true there and refused here.
# Output seen (expression, Go, JavaScript):
#   "registry/team/app".split("/", 2)[1]   team/app      team
#   duration("61s").getMilliseconds()      61000         0
#   "abab".replace("", "-")                -a-b-a-b-     ----abab
#   int("0x10")                            error         16
#   int(" 1")                              error         1
#   int("")                                error         0
#   1 + 1 // two                           2             error
#   "a/b".split("/")[1]                    b             b
set -euo pipefail

script="$(cd "$(dirname "$0")" && pwd)/$(basename "$0")"
folder="$(mktemp -d)"
trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
cd "$folder"

sed '1,/^# Output seen/d; /^set /,$d; s/^#   //' "$script" >recorded
cut -c 1-39 recorded | sed 's/ *$//' >expressions

cat >go.mod <<'MOD'
module example.com/cel

go 1.25

require github.com/google/cel-go v0.26.0
MOD
cat >main.go <<'GO'
package main

import (
	"bufio"
	"fmt"
	"os"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/ext"
)

func value(env *cel.Env, expression string) any {
	ast, issues := env.Compile(expression)
	if issues.Err() != nil {
		return "error"
	}
	program, err := env.Program(ast)
	if err != nil {
		return "error"
	}
	result, _, err := program.Eval(map[string]any{})
	if err != nil {
		return "error"
	}
	return result.Value()
}

func main() {
	env, err := cel.NewEnv(ext.Strings(ext.StringsVersion(2)))
	if err != nil {
		panic(err)
	}
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		fmt.Println(value(env, lines.Text()))
	}
}
GO
cat >values.mjs <<'JS'
import { readFileSync } from "node:fs";

import { celEnv, isCelError, parse, plan } from "@bufbuild/cel";
import { strings } from "@bufbuild/cel/ext";

const environment = celEnv({ funcs: strings });

function value(expression) {
    try {
        const result = plan(environment, parse(expression))({});
        return isCelError(result) ? "error" : String(result);
    } catch {
        return "error";
    }
}

const expressions = readFileSync("expressions", "utf8").trimEnd().split("\n");
console.log(expressions.map(value).join("\n"));
JS
go mod tidy 2>/dev/null
go run . <expressions >in-go
npm install --silent --no-audit --no-fund --no-save @bufbuild/cel@0.6.1
node values.mjs >in-javascript

paste -d '\t' expressions in-go in-javascript | awk -F '\t' '{ printf "%-38s %-13s %s\n", $1, $2, $3 }' | tee seen
diff recorded seen && echo "as recorded"
