#!/usr/bin/env bash
# Karpenter launches a node for a pod that no node can take: two demands on one label undo each other.
#
# Version: sigs.k8s.io/karpenter v1.14.1, the functions its provisioner asks (NodeClaimTemplate, Requirements.Compatible and Add,
#   ToNodeClaim), and k8s.io/component-helpers of its go.mod, with which kube-scheduler matches required node affinity. Run
#   2026-11-30, Go 1.26.8.
# Behaviour: pools and pods below are valid, and `tier` is a label of one's own. A pool that does not name it takes no pod that wants
#   tier 5, as one expects. A pod that wants 5 and 6 at once it takes: no value is left, which is kept as "the label does not exist",
#   and that such a pool can promise. The node comes without the label, and the scheduler never places the pod there. So it is with a
#   gap between Gt and Lt, with a nodeSelector that contradicts an affinity, and with an empty term, which to the scheduler is no
#   node and to Karpenter any. Gt alone is refused; with NotIn beside it, which asks for more, it is taken. NotIn alone makes the node
#   carry a random number under a label that no pool names. A number drawn between two bounds may be the one that NotIn
#   forbids. A pool that lists its values is right about every demand on the label. Seen of its controller as well, beside kube-scheduler
#   v1.36.3 and kwok: the node of "In 5, In 6" comes and stays empty, since it is "nominated for a pending pod", and is paid for.
# Output seen (pool, pod, what Karpenter does, the node's label in 400 launches, whether the scheduler places the pod):
#   silent     In 5                    refuses
#   silent     In 5, In 6              launches  no label         never
#   silent     nodeSelector 5, In 6    launches  no label         never
#   silent     Gt 4                    refuses
#   silent     Gt 4, Lt 5              launches  no label         never
#   silent     Gt 4, NotIn 5           launches  a random number  always
#   silent     NotIn 5                 launches  a random number  always
#   silent     Exists, DoesNotExist    launches  no label         never
#   silent     an empty term           launches  no label         never
#   Exists     In 5, In 6              refuses
#   Exists     Gt 4, Lt 7              launches  5 or 6           always
#   Exists     Gt 4, Lt 7, NotIn 5     launches  5 or 6           sometimes
#   In 4 5 6   In 5, In 6              refuses
#   In 4 5 6   Gt 4, Lt 7, NotIn 5     launches  6                always
set -euo pipefail

script="$(cd "$(dirname "$0")" && pwd)/$(basename "$0")"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"

sed '1,/^# Output seen/d; /^set /,$d; s/^#   //' "$script" >recorded

cat >go.mod <<'MOD'
module example.com/impossible

go 1.26.6

require sigs.k8s.io/karpenter v1.14.1
MOD
cat >main.go <<'GO'
package main

import (
	"bufio"
	"fmt"
	"os"
	"sort"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/component-helpers/scheduling/corev1/nodeaffinity"
	v1 "sigs.k8s.io/karpenter/pkg/apis/v1"
	provisioning "sigs.k8s.io/karpenter/pkg/controllers/provisioning/scheduling"
	"sigs.k8s.io/karpenter/pkg/scheduling"
)

const label = "tier"

// words splits "Gt 4, NotIn 5" into its demands, the operator first.
func words(text string) (demands [][]string) {
	if text == "an empty term" {
		return nil
	}
	for _, one := range strings.Split(text, ", ") {
		demands = append(demands, strings.Fields(one))
	}
	return demands
}

func poolOf(text string) *v1.NodePool {
	pool := &v1.NodePool{}
	pool.Name = "default"
	pool.Spec.Template.Spec.NodeClassRef = &v1.NodeClassReference{Group: "karpenter.k8s.aws", Kind: "EC2NodeClass", Name: "default"}
	if text == "silent" {
		return pool
	}
	for _, one := range words(text) {
		pool.Spec.Template.Spec.Requirements = append(pool.Spec.Template.Spec.Requirements, v1.NodeSelectorRequirementWithMinValues{
			Key: label, Operator: corev1.NodeSelectorOperator(one[0]), Values: one[1:],
		})
	}
	return pool
}

func podOf(text string) *corev1.Pod {
	pod := &corev1.Pod{}
	term := corev1.NodeSelectorTerm{}
	for _, one := range words(text) {
		if one[0] == "nodeSelector" {
			pod.Spec.NodeSelector = map[string]string{label: one[1]}
			continue
		}
		term.MatchExpressions = append(term.MatchExpressions, corev1.NodeSelectorRequirement{
			Key: label, Operator: corev1.NodeSelectorOperator(one[0]), Values: one[1:],
		})
	}
	pod.Spec.Affinity = &corev1.Affinity{NodeAffinity: &corev1.NodeAffinity{
		RequiredDuringSchedulingIgnoredDuringExecution: &corev1.NodeSelector{NodeSelectorTerms: []corev1.NodeSelectorTerm{term}},
	}}
	return pod
}

// launch is the node Karpenter starts for the pod, nil where it refuses.
func launch(pool *v1.NodePool, pod *corev1.Pod) *corev1.Node {
	template := provisioning.NewNodeClaimTemplate(pool)
	wanted := scheduling.NewStrictPodRequirements(pod)
	if template.Requirements.Compatible(wanted, scheduling.AllowUndefinedWellKnownLabels) != nil {
		return nil
	}
	template.Requirements.Add(wanted.Values()...)
	node := &corev1.Node{}
	node.Labels = template.ToNodeClaim().Labels
	return node
}

func said(labels map[string]bool) string {
	if len(labels) > 10 {
		return "a random number"
	}
	var all []string
	for one := range labels {
		all = append(all, one)
	}
	sort.Strings(all)
	return strings.Join(all, " or ")
}

func describe(poolText, podText string) string {
	labels, placed := map[string]bool{}, 0
	const launches = 400
	for i := 0; i < launches; i++ {
		node := launch(poolOf(poolText), podOf(podText))
		if node == nil {
			return "refuses"
		}
		value, ok := node.Labels[label]
		if !ok {
			value = "no label"
		}
		labels[value] = true
		if fits, err := nodeaffinity.GetRequiredNodeAffinity(podOf(podText)).Match(node); err == nil && fits {
			placed++
		}
	}
	often := "sometimes"
	if placed == 0 {
		often = "never"
	} else if placed == launches {
		often = "always"
	}
	return fmt.Sprintf("launches  %-16s %s", said(labels), often)
}

func main() {
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		pool, pod := strings.TrimSpace(lines.Text()[:11]), strings.TrimSpace(lines.Text()[11:])
		fmt.Printf("%-10s %-23s %s\n", pool, pod, describe(pool, pod))
	}
}
GO
go mod tidy >/dev/null 2>&1
cut -c 1-34 recorded | go run . | tee seen

diff recorded seen && echo "as recorded"
