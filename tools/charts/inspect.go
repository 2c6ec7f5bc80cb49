package main

import (
	"regexp"
	"sort"
	"strings"

	"helm.sh/helm/v3/pkg/chart"
)

// Inspected is what a chart says of itself.
type Inspected struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	// Defaults are the chart's values, those of the charts inside it below their names.
	Defaults map[string]any `json:"defaults"`
	// Mentioned are paths of values that a template reads, whether or not values.yaml has them.
	Mentioned []string `json:"mentioned"`
	// HasSchema says whether Helm itself checks the values.
	HasSchema bool `json:"hasSchema"`
}

func inspect(request Request) (*Inspected, error) {
	loaded, err := load(request)
	if err != nil {
		return nil, err
	}
	mentioned := map[string]bool{}
	collect(loaded, "", mentioned)
	paths := make([]string, 0, len(mentioned))
	for path := range mentioned {
		paths = append(paths, path)
	}
	sort.Strings(paths)
	return &Inspected{
		Name:      loaded.Name(),
		Version:   loaded.Metadata.Version,
		Defaults:  defaultsOf(loaded),
		Mentioned: paths,
		HasSchema: len(loaded.Schema) > 0,
	}, nil
}

// defaultsOf merges what a chart says of the charts inside it over what they say themselves.
func defaultsOf(loaded *chart.Chart) map[string]any {
	defaults := copyOf(loaded.Values)
	for name, inside := range chartsInside(loaded) {
		below := defaultsOf(inside)
		if own, ok := defaults[name].(map[string]any); ok {
			merge(below, own)
		}
		// Helm hands every chart inside a map of this name, also where it declares none.
		if _, ok := below["global"]; !ok {
			below["global"] = map[string]any{}
		}
		defaults[name] = below
	}
	return defaults
}

// chartsInside are by the name their values have: one chart may be there under several.
func chartsInside(loaded *chart.Chart) map[string]*chart.Chart {
	inside := map[string]*chart.Chart{}
	declared := map[string]bool{}
	for _, dependency := range loaded.Metadata.Dependencies {
		for _, one := range loaded.Dependencies() {
			if one.Name() != dependency.Name {
				continue
			}
			declared[one.Name()] = true
			name := dependency.Name
			if dependency.Alias != "" {
				name = dependency.Alias
			}
			inside[name] = one
		}
	}
	for _, one := range loaded.Dependencies() {
		if !declared[one.Name()] {
			inside[one.Name()] = one
		}
	}
	return inside
}

var mention = regexp.MustCompile(`\.Values((?:\.[A-Za-z0-9_]+)+)`)

func collect(loaded *chart.Chart, prefix string, into map[string]bool) {
	for _, file := range loaded.Templates {
		for _, match := range mention.FindAllStringSubmatch(string(file.Data), -1) {
			into[prefix+strings.TrimPrefix(match[1], ".")] = true
		}
	}
	for name, inside := range chartsInside(loaded) {
		collect(inside, prefix+name+".", into)
	}
}

func copyOf(values map[string]any) map[string]any {
	copied := map[string]any{}
	merge(copied, values)
	return copied
}

func merge(into, over map[string]any) {
	for key, value := range over {
		above, isMap := value.(map[string]any)
		below, wasMap := into[key].(map[string]any)
		switch {
		case isMap && wasMap:
			merge(below, above)
		case isMap:
			into[key] = copyOf(above)
		default:
			into[key] = value
		}
	}
}
