// Reads stack files as the Pulumi engine does, with the engine's own code: what a program would be handed, or why not.
//
// Standard input: a JSON list of files, each as base64. Standard output: a JSON list of verdicts, in the same order.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/config"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	"github.com/pulumi/pulumi/sdk/v3/go/common/workspace"
)

type verdict struct {
	// Config by full key; an encrypted value reads [secret].
	Config map[string]string `json:"config"`
	// Secret lists the keys that hold something encrypted.
	Secret []string `json:"secret,omitempty"`
	// Refused is the engine's reason.
	Refused string `json:"refused,omitempty"`
}

func main() {
	var files [][]byte
	if err := json.NewDecoder(os.Stdin).Decode(&files); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	directory, err := os.MkdirTemp("", "settings-reader-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	defer os.RemoveAll(directory)
	verdicts := make([]verdict, len(files))
	for i, file := range files {
		verdicts[i] = read(directory, file)
	}
	if err := json.NewEncoder(os.Stdout).Encode(verdicts); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func read(directory string, file []byte) (result verdict) {
	// The engine fails an assertion, and so ends, on what its reader does not expect.
	defer func() {
		if failure := recover(); failure != nil {
			result = verdict{Refused: fmt.Sprint(failure)}
		}
	}()
	path := filepath.Join(directory, "Pulumi.dev.yaml")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		panic(err)
	}
	project := &workspace.Project{Name: tokens.PackageName("platform")}
	stack, err := workspace.LoadProjectStack(nil, project, path)
	if err != nil {
		return verdict{Refused: err.Error()}
	}
	texts, err := stack.Config.Decrypt(config.NewBlindingDecrypter())
	if err != nil {
		return verdict{Refused: err.Error()}
	}
	result.Config = map[string]string{}
	for key, text := range texts {
		result.Config[key.String()] = text
	}
	for _, key := range stack.Config.SecureKeys() {
		result.Secret = append(result.Secret, key.String())
	}
	return result
}
