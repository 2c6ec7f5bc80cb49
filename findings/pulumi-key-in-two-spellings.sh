#!/usr/bin/env bash
# A stack file that spells one setting twice, with and without the project's name, gives either value, run by run.
#
# Version: github.com/pulumi/pulumi/sdk/v3 v3.248.0, workspace.LoadProjectStack, which every command of the CLI reads
#   Pulumi.<stack>.yaml with. Run 2026-11-29, Go 1.26.8.
# Behaviour: `shop:replicas` and `replicas` are one key in project shop. Neither the last nor the first wins, and nothing is
#   refused: the reader walks a Go map, so the same file is another configuration from one run to the next. A preview and the
#   `up` behind it may differ. Two values of one spelling are refused as a duplicate key, which makes one expect the same here.
# Output seen (counts differ from run to run; both values come):
#   replicas twice, in two spellings: 2 values in 400 readings
#   replicas twice, in one spelling: refused
set -euo pipefail

here="$(cd "$(dirname "$0")" && pwd)/$(basename "$0")"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >go.mod <<'MOD'
module example.com/spellings

go 1.25

require github.com/pulumi/pulumi/sdk/v3 v3.248.0
MOD
cat >main.go <<'GO'
package main

import (
	"fmt"
	"os"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/config"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	"github.com/pulumi/pulumi/sdk/v3/go/common/workspace"
)

// read is what the file says of shop:replicas.
func read(text string) (string, error) {
	if err := os.WriteFile("Pulumi.dev.yaml", []byte(text), 0o600); err != nil {
		return "", err
	}
	project := &workspace.Project{Name: tokens.PackageName("shop")}
	stack, err := workspace.LoadProjectStack(nil, project, "Pulumi.dev.yaml")
	if err != nil {
		return "", err
	}
	value, _, err := stack.Config.Get(config.MustMakeKey("shop", "replicas"), false)
	if err != nil {
		return "", err
	}
	return value.Value(config.NewBlindingDecrypter())
}

func main() {
	values := map[string]int{}
	for i := 0; i < 400; i++ {
		value, err := read("config:\n  shop:replicas: 2\n  replicas: 20\n")
		if err != nil {
			panic(err)
		}
		values[value]++
	}
	fmt.Printf("replicas twice, in two spellings: %d values in 400 readings\n", len(values))
	if _, err := read("config:\n  replicas: 2\n  replicas: 20\n"); err != nil {
		fmt.Println("replicas twice, in one spelling: refused")
	}
}
GO
go mod tidy >/dev/null 2>&1
go run . | tee seen

sed -n 's/^#   \(replicas twice.*\)/\1/p' "$here" | diff - seen && echo "as recorded"
