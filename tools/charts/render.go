package main

import (
	"fmt"
	"path"
	"regexp"
	"sort"
	"strings"

	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"
	"helm.sh/helm/v3/pkg/releaseutil"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/kubernetes/scheme"
	"sigs.k8s.io/yaml"
)

// Rendered is what Helm would hand to a cluster.
type Rendered struct {
	Objects []Object `json:"objects"`
	Hooks   []Object `json:"hooks"`
	// CRDs are those of the chart's folder crds: Helm installs them once and never again.
	CRDs []Object `json:"crds"`
}

// Object is one object, and the file it comes from.
type Object struct {
	File string `json:"file"`
	// Events a hook runs at.
	Events []string       `json:"events,omitempty"`
	Object map[string]any `json:"object"`
}

// render does what Helm's install does before it talks to a cluster. No cluster: `lookup` finds nothing.
func render(request Request) (*Rendered, error) {
	loaded, err := load(request)
	if err != nil {
		return nil, err
	}
	capabilities, err := capabilitiesOf(request)
	if err != nil {
		return nil, err
	}
	if wanted := loaded.Metadata.KubeVersion; wanted != "" &&
		!chartutil.IsCompatibleRange(wanted, capabilities.KubeVersion.String()) {
		return nil, fmt.Errorf("the chart wants Kubernetes %s, not %s", wanted, request.KubeVersion)
	}
	if err := chartutil.ProcessDependenciesWithMerge(loaded, request.Values); err != nil {
		return nil, err
	}
	// Those the values switch off are gone by now, and nobody needs them.
	if missing := missingDependencies(loaded); len(missing) > 0 {
		return nil, fmt.Errorf("the chart lacks the charts inside it: %s", strings.Join(missing, ", "))
	}
	values, err := chartutil.ToRenderValues(loaded, request.Values, chartutil.ReleaseOptions{
		Name:      request.Release,
		Namespace: request.Namespace,
		Revision:  request.Revision,
		IsInstall: request.Revision == 1,
		IsUpgrade: request.Revision > 1,
	}, capabilities)
	if err != nil {
		return nil, err
	}
	files, err := engine.Render(loaded, values)
	if err != nil {
		return nil, err
	}
	return sorted(loaded, files, capabilities)
}

// load reads a chart with the charts inside it, which count as the versions it asks for.
func load(request Request) (*chart.Chart, error) {
	loaded, err := loader.Load(request.Chart)
	if err != nil {
		return nil, err
	}
	for _, folder := range request.Inside {
		inside, err := loader.Load(folder)
		if err != nil {
			return nil, err
		}
		for _, dependency := range loaded.Metadata.Dependencies {
			if dependency.Name == inside.Name() {
				inside.Metadata.Version = dependency.Version
			}
		}
		loaded.AddDependency(inside)
	}
	return loaded, nil
}

func capabilitiesOf(request Request) (*chartutil.Capabilities, error) {
	version, err := chartutil.ParseKubeVersion(request.KubeVersion)
	if err != nil {
		return nil, err
	}
	capabilities := chartutil.DefaultCapabilities.Copy()
	capabilities.KubeVersion = *version
	capabilities.APIVersions = append(served(), request.APIVersions...)
	return capabilities, nil
}

// Source: Kubernetes documentation, API Overview, "API versioning": beta and alpha versions are off unless asked for.
var unstable = regexp.MustCompile(`^v\d+(alpha|beta)\d+$`)

// served is what a server says it has, kinds too, as Helm asks one. Without a cluster Helm believes in every version its
// client knows, also those that no server has had for years, and in no kind.
func served() chartutil.VersionSet {
	versions := map[string]bool{"apiextensions.k8s.io/v1": true, "apiextensions.k8s.io/v1/CustomResourceDefinition": true}
	for kind := range scheme.Scheme.AllKnownTypes() {
		if kind.Version == runtime.APIVersionInternal || unstable.MatchString(kind.Version) {
			continue
		}
		version := kind.GroupVersion().String()
		versions[version] = true
		versions[version+"/"+kind.Kind] = true
	}
	set := chartutil.VersionSet{}
	for version := range versions {
		set = append(set, version)
	}
	sort.Strings(set)
	return set
}

// missingDependencies are charts inside a chart that its source does not hold.
func missingDependencies(loaded *chart.Chart) []string {
	have := map[string]bool{}
	for _, dependency := range loaded.Dependencies() {
		have[dependency.Name()] = true
	}
	var missing []string
	for _, dependency := range loaded.Metadata.Dependencies {
		if !have[dependency.Name] {
			missing = append(missing, dependency.Name)
		}
	}
	return missing
}

func sorted(loaded *chart.Chart, files map[string]string, capabilities *chartutil.Capabilities) (*Rendered, error) {
	for file := range files {
		if strings.HasSuffix(file, "NOTES.txt") || strings.HasPrefix(path.Base(file), "_") {
			delete(files, file)
		}
	}
	hooks, manifests, err := releaseutil.SortManifests(files, capabilities.APIVersions, releaseutil.InstallOrder)
	if err != nil {
		return nil, err
	}
	rendered := &Rendered{Objects: []Object{}, Hooks: []Object{}, CRDs: []Object{}}
	for _, manifest := range manifests {
		if rendered.Objects, err = appendObjects(rendered.Objects, manifest.Name, manifest.Content, nil); err != nil {
			return nil, err
		}
	}
	for _, hook := range hooks {
		var events []string
		for _, event := range hook.Events {
			events = append(events, event.String())
		}
		if rendered.Hooks, err = appendObjects(rendered.Hooks, hook.Path, hook.Manifest, events); err != nil {
			return nil, err
		}
	}
	for _, crd := range loaded.CRDObjects() {
		for _, text := range releaseutil.SplitManifests(string(crd.File.Data)) {
			if rendered.CRDs, err = appendObjects(rendered.CRDs, crd.Filename, text, nil); err != nil {
				return nil, err
			}
		}
	}
	return rendered, nil
}

// appendObjects reads one document; a List is what it lists, and a document of comments nothing.
func appendObjects(objects []Object, file, text string, events []string) ([]Object, error) {
	var object map[string]any
	if err := yaml.Unmarshal([]byte(text), &object); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if object == nil {
		return objects, nil
	}
	items, isList := object["items"].([]any)
	if kind, _ := object["kind"].(string); !isList || !strings.HasSuffix(kind, "List") {
		return append(objects, Object{File: file, Events: events, Object: object}), nil
	}
	for _, item := range items {
		if one, ok := item.(map[string]any); ok {
			objects = append(objects, Object{File: file, Events: events, Object: one})
		}
	}
	return objects, nil
}
