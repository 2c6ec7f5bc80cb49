// Command reach says which pod reaches which under NetworkPolicies. One question on standard input, its answers on standard output.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"

	"github.com/mattfenwick/cyclonus/pkg/matcher"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// peer is a pod, or with an address alone something outside of the cluster.
type peer struct {
	IP              string            `json:"ip"`
	Namespace       string            `json:"namespace"`
	NamespaceLabels map[string]string `json:"namespaceLabels"`
	Labels          map[string]string `json:"labels"`
}

type connection struct {
	From     peer            `json:"from"`
	To       peer            `json:"to"`
	Port     int             `json:"port"`
	Protocol corev1.Protocol `json:"protocol"`
}

type question struct {
	Policies    []*networkingv1.NetworkPolicy `json:"policies"`
	Connections []connection                  `json:"connections"`
}

func main() {
	var asked question
	if err := json.NewDecoder(os.Stdin).Decode(&asked); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	for _, policy := range asked.Policies {
		for _, selector := range selectorsOf(policy) {
			if isReadOtherwise(selector) {
				fmt.Fprintf(os.Stderr, "policy %s: a selector with NotIn or an empty value cannot be judged here\n", policy.Name)
				os.Exit(1)
			}
		}
	}
	policy := matcher.BuildNetworkPolicies(false, asked.Policies)
	answers := make([]bool, len(asked.Connections))
	for i, one := range asked.Connections {
		answers[i] = policy.IsTrafficAllowed(&matcher.Traffic{
			Source:       one.From.asTraffic(),
			Destination:  one.To.asTraffic(),
			ResolvedPort: one.Port,
			Protocol:     one.Protocol,
		}).IsAllowed()
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		os.Exit(1)
	}
}

// isReadOtherwise says whether the matcher and Kubernetes differ where a label is missing: findings/network-policy-notin-without-the-label.sh.
func isReadOtherwise(selector *metav1.LabelSelector) bool {
	for _, value := range selector.MatchLabels {
		if value == "" {
			return true
		}
	}
	for _, one := range selector.MatchExpressions {
		if one.Operator == metav1.LabelSelectorOpNotIn || slices.Contains(one.Values, "") {
			return true
		}
	}
	return false
}

func selectorsOf(policy *networkingv1.NetworkPolicy) []*metav1.LabelSelector {
	selectors := []*metav1.LabelSelector{&policy.Spec.PodSelector}
	peers := []networkingv1.NetworkPolicyPeer{}
	for _, rule := range policy.Spec.Ingress {
		peers = append(peers, rule.From...)
	}
	for _, rule := range policy.Spec.Egress {
		peers = append(peers, rule.To...)
	}
	for _, peer := range peers {
		for _, selector := range []*metav1.LabelSelector{peer.PodSelector, peer.NamespaceSelector} {
			if selector != nil {
				selectors = append(selectors, selector)
			}
		}
	}
	return selectors
}

func (p peer) asTraffic() *matcher.TrafficPeer {
	if p.Namespace == "" {
		return &matcher.TrafficPeer{IP: p.IP}
	}
	return &matcher.TrafficPeer{IP: p.IP, Internal: &matcher.InternalPeer{
		Namespace: p.Namespace, NamespaceLabels: p.NamespaceLabels, PodLabels: p.Labels,
	}}
}
