package main

import (
	"helm.sh/helm/v3/pkg/cli"
	"helm.sh/helm/v3/pkg/cli/values"
	"helm.sh/helm/v3/pkg/getter"
)

// Merged are values as a chart gets them.
type Merged struct {
	Values map[string]any `json:"values"`
}

// merged reads values as `helm install --values … --set …` does: later files over earlier ones, what is set over both.
func merged(request Request) (*Merged, error) {
	options := values.Options{ValueFiles: request.ValuesFiles, Values: request.Set}
	values, err := options.MergeValues(getter.All(cli.New()))
	if err != nil {
		return nil, err
	}
	return &Merged{values}, nil
}
