#!/usr/bin/env bash
# A stack file with an account id that starts with zero: the program gets another number, and setting something else writes it down.
#
# Version: github.com/pulumi/pulumi/sdk/v3 v3.248.0, workspace.LoadProjectStack and ProjectStack.Save, which the CLI reads and writes
#   Pulumi.<stack>.yaml with, and LoadProjectBytes for Pulumi.yaml. Run 2026-11-30, Go 1.26.8.
# Behaviour: a value without quotes is read as YAML 1.1 reads it and then put into words again. Twelve digits with a leading zero are an
#   octal number unless an 8 or a 9 is among them, and then lose the zero; a minor version loses its own; a short commit may be a
#   power of ten; a day becomes a time as Go prints it. `on`, which YAML 1.1 takes for true, stays a word. The file has what was
#   written until a command saves it: `pulumi config set other x` replaces each such line by what was made of it. A project
#   that declares the setting a string does not notice; the same text as the setting's default it refuses.
# Output seen (written, what the program gets, the line after `other` was set):
#   012345670123        1402433619                     shop:value: "1402433619"
#   012345678901        12345678901                    shop:value: "12345678901"
#   123456789012        123456789012                   shop:value: "123456789012"
#   "012345670123"      012345670123                   shop:value: "012345670123"
#   1.30                1.3                            shop:value: "1.3"
#   5120e12             5120000000000000               shop:value: "5120000000000000"
#   2026-11-30          2026-11-30 00:00:00 +0000 UTC  shop:value: 2026-11-30 00:00:00 +0000 UTC
#   on                  on                             shop:value: on
#   declared a string   1.30 in the stack file         accepted
#   declared a string   1.30 as the default            refused
set -euo pipefail

script="$(cd "$(dirname "$0")" && pwd)/$(basename "$0")"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"

sed '1,/^# Output seen/d; /^set /,$d; s/^#   //' "$script" >recorded

cat >go.mod <<'MOD'
module example.com/rewrites

go 1.25

require github.com/pulumi/pulumi/sdk/v3 v3.248.0
MOD
cat >main.go <<'GO'
package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/pulumi/esc"
	"github.com/pulumi/pulumi/sdk/v3/go/common/encoding"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/config"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	"github.com/pulumi/pulumi/sdk/v3/go/common/workspace"
)

const file = "Pulumi.dev.yaml"

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func load(project *workspace.Project, written string) *workspace.ProjectStack {
	must(os.WriteFile(file, []byte("config:\n  shop:value: "+written+"\n"), 0o600))
	stack, err := workspace.LoadProjectStack(nil, project, file)
	must(err)
	return stack
}

// read is what a program gets, and the line of the file once another setting was saved.
func read(written string) (string, string) {
	stack := load(&workspace.Project{Name: tokens.PackageName("shop")}, written)
	value, _, err := stack.Config.Get(config.MustMakeKey("shop", "value"), false)
	must(err)
	got, err := value.Value(config.NewBlindingDecrypter())
	must(err)
	must(stack.Config.Set(config.MustMakeKey("shop", "other"), config.NewValue("x"), false))
	must(stack.Save(file))
	text, err := os.ReadFile(file)
	must(err)
	return got, strings.TrimSpace(strings.Split(string(text), "\n")[1])
}

func declared(rest string) (*workspace.Project, error) {
	text := "name: shop\nruntime: nodejs\nconfig:\n  value:\n    type: string\n" + rest
	return workspace.LoadProjectBytes([]byte(text), "Pulumi.yaml", encoding.YAML)
}

func verdict(err error) string {
	if err != nil {
		return "refused"
	}
	return "accepted"
}

func main() {
	written := []string{
		"012345670123", "012345678901", "123456789012", `"012345670123"`, "1.30", "5120e12", "2026-11-30", "on",
	}
	for _, one := range written {
		got, line := read(one)
		fmt.Printf("%-19s %-30s %s\n", one, got, line)
	}
	project, err := declared("")
	must(err)
	stack, none := load(project, "1.30"), config.NewPanicCrypter()
	err = workspace.ValidateStackConfigAndApplyProjectConfig(
		context.Background(), "dev", project, esc.Value{}, stack.Config, none, none)
	fmt.Printf("declared a string   1.30 in the stack file         %s\n", verdict(err))
	_, err = declared("    default: 1.30\n")
	fmt.Printf("declared a string   1.30 as the default            %s\n", verdict(err))
}
GO
go mod tidy >/dev/null 2>&1
go run . | tee seen

diff recorded seen && echo "as recorded"
