// What Argo CD and Flux make of the bridge, for the tests of ring 3. Flux's substitution is its own module. Argo CD's templates are
// Go's with the functions of sprig; its own code around them comes with a module that replaces another by a folder that the module
// proxy does not have, so what its generator of clusters hands to a template is written here after its source:
// argoproj/argo-cd v3.5.3, applicationset/generators/cluster.go, getClusterParameters; applicationset/utils/utils.go, Replace.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig/v3"
	"github.com/fluxcd/pkg/envsubst"
)

type question struct {
	// A document, as text.
	Text string `json:"text"`
	// Of Flux: names and values of a ConfigMap.
	Variables map[string]string `json:"variables"`
	// Of Argo CD: the Secret of a cluster, its data decoded.
	Cluster *cluster `json:"cluster"`
	Options []string `json:"options"`
}

type cluster struct {
	Data        map[string]string `json:"data"`
	Labels      map[string]string `json:"labels"`
	Annotations map[string]string `json:"annotations"`
}

type answer struct {
	Text  string `json:"text,omitempty"`
	Error string `json:"error,omitempty"`
}

func main() {
	var questions []question
	if err := json.NewDecoder(os.Stdin).Decode(&questions); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	answers := make([]answer, len(questions))
	for i, one := range questions {
		text, err := one.evaluate()
		answers[i] = answer{Text: text}
		if err != nil {
			answers[i] = answer{Error: err.Error()}
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		os.Exit(1)
	}
}

func (q question) evaluate() (string, error) {
	if q.Cluster == nil {
		return envsubst.Eval(q.Text, func(name string) (string, bool) {
			value, ok := q.Variables[name]
			return value, ok
		})
	}
	parsed, err := template.New("").Funcs(sprig.TxtFuncMap()).Option(q.Options...).Parse(q.Text)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	err = parsed.Execute(&out, q.Cluster.parameters())
	return out.String(), err
}

var notInNames = regexp.MustCompile(`[^a-z0-9\-.]`)

func (c cluster) parameters() map[string]any {
	normalized := notInNames.ReplaceAllString(strings.ToLower(c.Data["name"]), "-")
	return map[string]any{
		"name":           c.Data["name"],
		"nameNormalized": strings.Trim(normalized, "-."),
		"server":         c.Data["server"],
		"project":        c.Data["project"],
		"metadata":       map[string]any{"labels": c.Labels, "annotations": c.Annotations},
	}
}
