#!/usr/bin/env bash
# Cyclonus, which network plugins are measured with, reads NotIn and an empty value otherwise than Kubernetes.
#
# Version: github.com/mattfenwick/cyclonus v0.5.6 (pkg/matcher, with which it says what a plugin ought to do), and the network plugin
#   sigs.k8s.io/kube-network-policies v0.8.0, which asks k8s.io/apimachinery. Run 2026-11-30, Go 1.26.8.
# Behaviour: one policy, two pods, port 80, and a label `tier` that the pod or namespace in question has or has not. A pod without the
#   label is one of `tier notin (batch)` to Kubernetes and to the plugin, as the page on labels says, and none to Cyclonus, whose
#   comment names that page. An empty value is the reverse: to Cyclonus, a missing label has it. So Cyclonus takes pods for open that
#   are isolated and the other way round, and finds fault with a plugin that is right. Where the label is there, and with
#   `!tier`, both agree.
# Output seen (what the selector is for, the selector, labels it meets, Cyclonus, kube-network-policies):
#   isolates pods     tier notin (batch)  tier=web    blocked  blocked
#   isolates pods     tier notin (batch)  tier=batch  allowed  allowed
#   isolates pods     tier notin (batch)  none        allowed  blocked
#   isolates pods     !tier               none        blocked  blocked
#   isolates pods     tier=               none        blocked  allowed
#   admits pods       tier notin (batch)  tier=web    allowed  allowed
#   admits pods       tier notin (batch)  none        blocked  allowed
#   admits pods       tier=               tier=       allowed  allowed
#   admits pods       tier=               none        allowed  blocked
#   admits namespaces tier notin (batch)  none        blocked  allowed
#   admits namespaces !tier               none        allowed  allowed
#   admits namespaces tier=               none        allowed  blocked
set -euo pipefail

script="$(cd "$(dirname "$0")" && pwd)/$(basename "$0")"
folder="$(mktemp -d)"
trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
cd "$folder"

sed '1,/^# Output seen/d; /^set /,$d; s/^#   //' "$script" >recorded
cut -c 1-49 recorded | sed 's/ *$//' >cases

# Both programs read the cases with this file.
cat >cases.go <<'GO'
package NAME

import (
	"os"
	"strings"

	v1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

type policyCase struct {
	policy                      *networkingv1.NetworkPolicy
	source, target, sourceSpace map[string]string
}

// write answers each case, in a file beside them.
func write(allows func(policyCase) bool) {
	text, err := os.ReadFile("cases")
	if err != nil {
		panic(err)
	}
	var said strings.Builder
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		if allows(read(line)) {
			said.WriteString("allowed\n")
		} else {
			said.WriteString("blocked\n")
		}
	}
	if err := os.WriteFile("verdicts", []byte(said.String()), 0o600); err != nil {
		panic(err)
	}
}

func read(line string) policyCase {
	purpose, met := strings.TrimSpace(line[:18]), map[string]string{}
	selector, err := metav1.ParseToLabelSelector(strings.TrimSpace(line[18:38]))
	if err != nil {
		panic(err)
	}
	if name, value, ok := strings.Cut(strings.TrimSpace(line[38:]), "="); ok {
		met[name] = value
	}
	policy := &networkingv1.NetworkPolicy{}
	policy.Name, policy.Namespace = "one", "shop"
	policy.Spec.PolicyTypes = []networkingv1.PolicyType{networkingv1.PolicyTypeIngress}
	one := policyCase{policy: policy}
	peer := networkingv1.NetworkPolicyPeer{}
	switch purpose {
	case "isolates pods":
		policy.Spec.PodSelector, one.target = *selector, met
		return one
	case "admits pods":
		peer.PodSelector, peer.NamespaceSelector, one.source = selector, &metav1.LabelSelector{}, met
	case "admits namespaces":
		peer.NamespaceSelector, one.sourceSpace = selector, met
	default:
		panic(purpose)
	}
	policy.Spec.Ingress = []networkingv1.NetworkPolicyIngressRule{{From: []networkingv1.NetworkPolicyPeer{peer}}}
	return one
}

const port, protocol = 80, v1.ProtocolTCP
GO

mkdir cyclonus
cp cases cyclonus
sed 's/^package NAME/package main/' cases.go >cyclonus/cases.go
cat >cyclonus/go.mod <<'MOD'
module example.com/verdicts

go 1.25

require github.com/mattfenwick/cyclonus v0.5.6
MOD
cat >cyclonus/main.go <<'GO'
package main

import (
	"github.com/mattfenwick/cyclonus/pkg/matcher"
	networkingv1 "k8s.io/api/networking/v1"
)

func main() {
	write(func(one policyCase) bool {
		policies := matcher.BuildNetworkPolicies(false, []*networkingv1.NetworkPolicy{one.policy})
		return policies.IsTrafficAllowed(&matcher.Traffic{
			Source: &matcher.TrafficPeer{IP: "10.0.0.1", Internal: &matcher.InternalPeer{
				Namespace: "web", NamespaceLabels: one.sourceSpace, PodLabels: one.source,
			}},
			Destination:  &matcher.TrafficPeer{IP: "10.0.0.2", Internal: &matcher.InternalPeer{Namespace: "shop", PodLabels: one.target}},
			ResolvedPort: port,
			Protocol:     protocol,
		}).IsAllowed()
	})
}
GO
(cd cyclonus && go mod tidy 2>/dev/null && go run .)

# The plugin answers for packets alone, inside its package: a test beside its own asks it.
cp -r "$(go mod download -json sigs.k8s.io/kube-network-policies@v0.8.0 | sed -n 's/^\t"Dir": "\(.*\)",$/\1/p')" plugin
chmod -R u+w plugin
inside=plugin/pkg/networkpolicy
cp cases "$inside"
sed 's/^package NAME/package networkpolicy/' cases.go >"$inside/cases_test.go"
cat >"$inside/verdicts_test.go" <<'GO'
package networkpolicy

import (
	"context"
	"net"
	"testing"

	v1 "k8s.io/api/core/v1"
)

func add(controller *networkpolicyController, ip, namespace string, spaceLabels, podLabels map[string]string) {
	space := makeNamespace(namespace)
	space.Labels = spaceLabels
	pod := makePod("pod", namespace, ip)
	pod.Labels = podLabels
	if controller.namespaceStore.Add(space) != nil || controller.podStore.Add(pod) != nil {
		panic("not stored")
	}
}

func TestVerdicts(t *testing.T) {
	write(func(one policyCase) bool {
		controller := newTestController(Config{NRIdisabled: true})
		add(controller, "10.0.0.1", "web", one.sourceSpace, one.source)
		add(controller, "10.0.0.2", "shop", nil, one.target)
		if err := controller.networkpolicyStore.Add(one.policy); err != nil {
			panic(err)
		}
		return controller.evaluatePacket(context.Background(), packet{
			family: v1.IPv4Protocol, proto: protocol, dstPort: port, srcPort: 40000,
			srcIP: net.ParseIP("10.0.0.1"), dstIP: net.ParseIP("10.0.0.2"),
		})
	})
}
GO
(cd "$inside" && go test -run '^TestVerdicts$' . >/dev/null 2>&1)

paste -d '\t' cases cyclonus/verdicts "$inside/verdicts" | awk -F '\t' '{ printf "%-49s %-8s %s\n", $1, $2, $3 }' | tee seen
diff recorded seen && echo "as recorded"
