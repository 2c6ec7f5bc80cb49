package main

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"time"

	"helm.sh/helm/v3/pkg/action"
	"helm.sh/helm/v3/pkg/releaseutil"
	"helm.sh/helm/v3/pkg/storage/driver"
	"k8s.io/cli-runtime/pkg/genericclioptions"
	"sigs.k8s.io/yaml"
)

// Installed is what became of a release.
type Installed struct {
	// Status is Helm's own word: "deployed".
	Status string `json:"status"`
	// Aside are the objects of kinds that were not to be installed.
	Aside []Object `json:"aside"`
}

// install does what the Kubernetes provider has Helm do for a Release, but for the wait until its pods are ready: hooks
// are waited for. A release that is there is upgraded.
func install(request Request) (*Installed, error) {
	configuration, err := configurationFor(request)
	if err != nil {
		return nil, err
	}
	loaded, err := load(request)
	if err != nil {
		return nil, err
	}
	timeout := time.Duration(request.TimeoutSeconds) * time.Second
	aside := &without{kinds: request.Aside}
	_, err = configuration.Releases.Last(request.Release)
	if err == nil {
		upgrade := action.NewUpgrade(configuration)
		upgrade.Namespace, upgrade.Timeout, upgrade.PostRenderer = request.Namespace, timeout, aside
		upgrade.SkipCRDs = request.SkipCRDs
		done, err := upgrade.Run(request.Release, loaded, request.Values)
		if err != nil {
			return nil, err
		}
		return &Installed{done.Info.Status.String(), aside.left}, nil
	}
	if !errors.Is(err, driver.ErrReleaseNotFound) {
		return nil, err
	}
	install := action.NewInstall(configuration)
	install.ReleaseName, install.Namespace, install.Timeout = request.Release, request.Namespace, timeout
	install.SkipCRDs, install.PostRenderer = request.SkipCRDs, aside
	done, err := install.Run(loaded, request.Values)
	if err != nil {
		return nil, err
	}
	return &Installed{done.Info.Status.String(), aside.left}, nil
}

// uninstall removes a release; hooks are waited for, what finalizers keep is not.
func uninstall(request Request) (*Installed, error) {
	configuration, err := configurationFor(request)
	if err != nil {
		return nil, err
	}
	uninstall := action.NewUninstall(configuration)
	uninstall.Timeout = time.Duration(request.TimeoutSeconds) * time.Second
	done, err := uninstall.Run(request.Release)
	if err != nil {
		return nil, err
	}
	return &Installed{done.Release.Info.Status.String(), []Object{}}, nil
}

func configurationFor(request Request) (*action.Configuration, error) {
	flags := genericclioptions.NewConfigFlags(true)
	flags.KubeConfig, flags.Namespace = &request.Kubeconfig, &request.Namespace
	configuration := &action.Configuration{}
	quiet := func(string, ...any) {}
	return configuration, configuration.Init(flags, request.Namespace, "secret", quiet)
}

// without takes objects of some kinds out of what a chart renders.
type without struct {
	kinds []string
	left  []Object
}

func (w *without) Run(rendered *bytes.Buffer) (*bytes.Buffer, error) {
	w.left = []Object{}
	if len(w.kinds) == 0 {
		return rendered, nil
	}
	documents := releaseutil.SplitManifests(rendered.String())
	names := make([]string, 0, len(documents))
	for name := range documents {
		names = append(names, name)
	}
	slices.SortFunc(names, func(one, other string) int { return len(one) - len(other) + strings.Compare(one, other) })
	kept := &bytes.Buffer{}
	for _, name := range names {
		var object map[string]any
		if err := yaml.Unmarshal([]byte(documents[name]), &object); err != nil {
			return nil, err
		}
		if kind, _ := object["kind"].(string); slices.Contains(w.kinds, kind) {
			w.left = append(w.left, Object{Object: object})
			continue
		}
		kept.WriteString("---\n" + documents[name] + "\n")
	}
	return kept, nil
}
