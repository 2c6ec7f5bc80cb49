#!/usr/bin/env bash
# A zero or a false in Karpenter's chart is not passed on: the controller then runs with its own default.
#
# Version: chart of github.com/aws/karpenter-provider-aws v1.14.1 (charts/karpenter), rendered by helm.sh/helm/v3 v3.22.0.
#   Run 2026-11-29, Go 1.26.8.
# Behaviour: the chart writes each setting inside `with`, and a template counts 0 and false as nothing. The controller's own
#   defaults are not zero: 7.5 % of memory is set aside where vmMemoryOverheadPercent is 0, and requests for devices (DRA)
#   are ignored where ignoreDRARequests is false. The value stands in the values file, in the release and in `helm get values`,
#   and nowhere in the Deployment. As text, "0" and "false", it arrives.
# Output seen:
#   vmMemoryOverheadPercent: 0        VM_MEMORY_OVERHEAD_PERCENT is not set
#   vmMemoryOverheadPercent: "0"      VM_MEMORY_OVERHEAD_PERCENT=0
#   ignoreDRARequests: false          IGNORE_DRA_REQUESTS is not set
#   ignoreDRARequests: "false"        IGNORE_DRA_REQUESTS=false
#   controller's default              VM_MEMORY_OVERHEAD_PERCENT 0.075
#   controller's default              IGNORE_DRA_REQUESTS true
set -euo pipefail

here="$(cd "$(dirname "$0")" && pwd)/$(basename "$0")"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"

where() { go mod download -json "$1" | sed -n 's/^\t"Dir": "\(.*\)",$/\1/p'; }
provider="$(where github.com/aws/karpenter-provider-aws@v1.14.1)"
core="$(where sigs.k8s.io/karpenter@v1.14.1)"

cat >go.mod <<'MOD'
module example.com/zero

go 1.25

require helm.sh/helm/v3 v3.22.0
MOD
cat >main.go <<'GO'
package main

import (
	"fmt"
	"os"
	"regexp"

	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"
)

func main() {
	loaded, err := loader.Load(os.Args[1])
	if err != nil {
		panic(err)
	}
	show := func(text, variable string) {
		values, err := chartutil.ReadValues([]byte("settings:\n  clusterName: demo\n  " + text + "\n"))
		if err != nil {
			panic(err)
		}
		all, err := chartutil.ToRenderValues(loaded, values, chartutil.ReleaseOptions{Name: "karpenter", Namespace: "kube-system"}, nil)
		if err != nil {
			panic(err)
		}
		files, err := engine.Render(loaded, all)
		if err != nil {
			panic(err)
		}
		deployment := files["karpenter/templates/deployment.yaml"]
		found := regexp.MustCompile(`- name: ` + variable + `\n\s+value: "(.*)"`).FindStringSubmatch(deployment)
		said := variable + " is not set"
		if found != nil {
			said = variable + "=" + found[1]
		}
		fmt.Printf("%-33s %s\n", text, said)
	}
	show(`vmMemoryOverheadPercent: 0`, "VM_MEMORY_OVERHEAD_PERCENT")
	show(`vmMemoryOverheadPercent: "0"`, "VM_MEMORY_OVERHEAD_PERCENT")
	show(`ignoreDRARequests: false`, "IGNORE_DRA_REQUESTS")
	show(`ignoreDRARequests: "false"`, "IGNORE_DRA_REQUESTS")
	for i, variable := range []string{"VM_MEMORY_OVERHEAD_PERCENT", "IGNORE_DRA_REQUESTS"} {
		text, err := os.ReadFile(os.Args[2+i])
		if err != nil {
			panic(err)
		}
		found := regexp.MustCompile(`"` + variable + `", ([\w.]+)`).FindSubmatch(text)
		fmt.Printf("%-33s %s %s\n", "controller's default", variable, found[1])
	}
}
GO
go mod tidy >/dev/null 2>&1
go build -o zero .
./zero "$provider/charts/karpenter" "$provider/pkg/operator/options/options.go" "$core/pkg/operator/options/options.go" |
    tee seen

sed -n 's/^#   \(vm.*\|ignore.*:.*\|controller.s default .*\)/\1/p' "$here" | diff - seen && echo "as recorded"
