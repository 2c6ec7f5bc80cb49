package main

import (
	"io"
	"os"
	"strings"

	"helm.sh/helm/v3/pkg/cli"
	"helm.sh/helm/v3/pkg/downloader"
	"helm.sh/helm/v3/pkg/getter"
	"helm.sh/helm/v3/pkg/registry"
	"helm.sh/helm/v3/pkg/repo"
)

// Pulled is where a chart was put.
type Pulled struct {
	Path string `json:"path"`
}

// pull fetches a chart from where it is published, without a login.
func pull(request Request) (*Pulled, error) {
	if err := os.MkdirAll(request.Into, 0o755); err != nil {
		return nil, err
	}
	settings := cli.New()
	client, err := registry.NewClient(registry.ClientOptWriter(io.Discard))
	if err != nil {
		return nil, err
	}
	from := downloader.ChartDownloader{
		Out:            io.Discard,
		Getters:        getter.All(settings),
		RegistryClient: client,
		Options:        []getter.Option{getter.WithRegistryClient(client)},
	}
	reference := strings.TrimRight(request.Repository, "/") + "/" + request.Chart
	if !registry.IsOCI(request.Repository) {
		reference, err = repo.FindChartInRepoURL(
			request.Repository, request.Chart, request.Version, "", "", "", getter.All(settings))
		if err != nil {
			return nil, err
		}
	}
	path, _, err := from.DownloadTo(reference, request.Version, request.Into)
	if err != nil {
		return nil, err
	}
	return &Pulled{Path: path}, nil
}
