// Command charts is Helm: for ring 4 it renders charts as the Kubernetes provider has Helm render them, and says what a
// chart holds; for ring 5 it installs them in a cluster, and removes them. Requests are a JSON list on standard input, answers one on standard output.
package main

import (
	"encoding/json"
	"fmt"
	"os"
)

// Request is one question about one chart.
type Request struct {
	// Do is "render", "inspect", "pull", "values", "install" or "uninstall".
	Do string `json:"do"`
	// Chart is a folder or an archive; for "pull" its name.
	Chart string `json:"chart"`
	// Inside are folders of charts inside it that its source does not hold.
	Inside []string `json:"inside"`

	// For "render", "install" and "uninstall".
	Release     string         `json:"release"`
	Namespace   string         `json:"namespace"`
	KubeVersion string         `json:"kubeVersion"`
	APIVersions []string       `json:"apiVersions"`
	Values      map[string]any `json:"values"`
	Revision    int            `json:"revision"`

	// For "install" and "uninstall".
	Kubeconfig     string `json:"kubeconfig"`
	TimeoutSeconds int    `json:"timeoutSeconds"`
	SkipCRDs       bool   `json:"skipCrds"`
	// Aside are kinds that are not installed.
	Aside []string `json:"aside"`

	// For "values".
	ValuesFiles []string `json:"valuesFiles"`
	Set         []string `json:"set"`

	// For "pull".
	Repository string `json:"repository"`
	Version    string `json:"version"`
	Into       string `json:"into"`
}

func main() {
	var requests []Request
	if err := json.NewDecoder(os.Stdin).Decode(&requests); err != nil {
		fmt.Fprintln(os.Stderr, "no list of requests:", err)
		os.Exit(1)
	}
	answers := make([]any, len(requests))
	for i, request := range requests {
		answer, err := answer(request)
		if err != nil {
			answer = map[string]string{"error": err.Error()}
		}
		answers[i] = answer
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func answer(request Request) (any, error) {
	switch request.Do {
	case "render":
		return render(request)
	case "inspect":
		return inspect(request)
	case "pull":
		return pull(request)
	case "values":
		return merged(request)
	case "install":
		return install(request)
	case "uninstall":
		return uninstall(request)
	}
	return nil, fmt.Errorf("nobody can %q", request.Do)
}
