#!/usr/bin/env bash
# A Karpenter disruption budget whose schedule never comes is always in force; one it cannot read allows nothing, ever.
#
# Version: sigs.k8s.io/karpenter v1.14.1, its own definition (pkg/apis/crds) and its own function
#   (NodePool.MustGetAllowedDisruptions). Run 2026-11-29, Go 1.26.8.
# Behaviour: each budget below says "no node for a minute" in a pool of ten, and the day is the day you run this. The API
#   server takes every schedule that looks like five fields. "31 February" has no next time, which the controller takes
#   for a time that has passed: the pool is frozen for ever, silently. Sunday as 7, an hour 25, a zone of one's own are
#   read by other crons, not by this one: the pool is frozen likewise, with an error in the log. @every, which the
#   controller reads, is refused by the API server. Only the second row does what its writer meant.
# Output seen (2147483647 is "no limit"):
#   schedule                  API server  nodes that may go
#   0 0 31 2 *                accepted    0
#   0 0 29 2 *                accepted    2147483647
#   0 0 * * 7                 accepted    0
#   0 25 * * *                accepted    0
#   TZ=Asia/Tokyo 0 0 29 2 *  accepted    0
#   @every 8760h              refused     2147483647
set -euo pipefail

here="$(cd "$(dirname "$0")" && pwd)/$(basename "$0")"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >go.mod <<'MOD'
module example.com/budgets

go 1.26.6

require sigs.k8s.io/karpenter v1.14.1
MOD
cat >main.go <<'GO'
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/utils/clock"
	v1 "sigs.k8s.io/karpenter/pkg/apis/v1"
)

func main() {
	definition, err := os.ReadFile(filepath.Join(os.Args[1], "pkg/apis/crds/karpenter.sh_nodepools.yaml"))
	if err != nil {
		panic(err)
	}
	found := regexp.MustCompile(`pattern: (\^\(@\(annually.*)`).FindSubmatch(definition)
	pattern := regexp.MustCompile(string(found[1]))
	fmt.Println("schedule                  API server  nodes that may go")
	for _, schedule := range os.Args[2:] {
		pool := v1.NodePool{}
		pool.Spec.Disruption.Budgets = []v1.Budget{
			{Nodes: "0", Schedule: &schedule, Duration: &metav1.Duration{Duration: time.Minute}},
		}
		verdict := "refused"
		if pattern.MatchString(schedule) {
			verdict = "accepted"
		}
		allowed := pool.MustGetAllowedDisruptions(clock.RealClock{}, 10, v1.DisruptionReasonUnderutilized)
		fmt.Printf("%-25s %-11s %d\n", schedule, verdict, allowed)
	}
}
GO
go mod tidy >/dev/null 2>&1
go build -o budgets .
./budgets "$(go list -m -f '{{.Dir}}' sigs.k8s.io/karpenter)" \
    "0 0 31 2 *" "0 0 29 2 *" "0 0 * * 7" "0 25 * * *" "TZ=Asia/Tokyo 0 0 29 2 *" "@every 8760h" | tee seen

sed -n 's/^#   \(schedule .*\|[0-9@T][^ ]* .*\(accepted\|refused\).*\)/\1/p' "$here" | diff - seen && echo "as recorded"
