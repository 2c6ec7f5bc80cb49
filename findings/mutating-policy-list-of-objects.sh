#!/usr/bin/env bash
# A MutatingAdmissionPolicy whose JSON Patch holds a list of `Object{…}` compiles, is accepted, and panics with every request.
#
# Version: k8s.io/apiserver v0.36.3 (Go module proxy), which serves MutatingAdmissionPolicy v1. Run 2026-11-29, Go 1.26.8.
# Behaviour: the documented way to write a value of a patch is an `Object.<field>{…}`. One such object is fine, a list of numbers is
#   fine, and a list of maps is fine. A list of objects makes the server convert each to a Struct where a Value is wanted, and
#   reflect panics: the connection of whoever made the pod is closed ("socket hang up", "EOF"), no event and no message of the policy
#   says why. With pods as its resource no pod of the cluster starts any more. Merging the same list by applyConfiguration does not
#   panic; with a label selector in it, which is atomic, it refuses every pod instead (seen on kube-apiserver v1.36.3).
# Output seen:
#   object           patched
#   list of maps     patched
#   list of objects  panic: reflect.Set: value of type *structpb.Struct is not assignable to type *structpb.Value
set -euo pipefail

script="$(cd "$(dirname "$0")" && pwd)/$(basename "$0")"
folder="$(mktemp -d)"
trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
cd "$folder"

cat > main.go <<'GO'
package main

import (
	"context"
	"fmt"

	appsv1 "k8s.io/api/apps/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apiserver/pkg/admission"
	"k8s.io/apiserver/pkg/admission/plugin/cel"
	"k8s.io/apiserver/pkg/admission/plugin/policy/mutating/patch"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	"k8s.io/apiserver/pkg/cel/environment"
)

const path = `path: "/spec/template/spec/topologySpreadConstraints"`

func attempt(name, expression string) {
	defer func() {
		if said := recover(); said != nil {
			fmt.Printf("%-16s panic: %v\n", name, said)
		}
	}()
	compiler, err := cel.NewCompositedCompiler(environment.MustBaseEnvSet(environment.DefaultCompatibilityVersion()))
	if err != nil {
		panic(err)
	}
	options := cel.OptionalVariableDeclarations{HasAuthorizer: true, HasPatchTypes: true}
	evaluator := compiler.CompileMutatingEvaluator(&patch.JSONPatchCondition{Expression: expression}, options, environment.StoredExpressions)

	scheme := runtime.NewScheme()
	if err := appsv1.AddToScheme(scheme); err != nil {
		panic(err)
	}
	kind := appsv1.SchemeGroupVersion.WithKind("Deployment")
	resource := appsv1.SchemeGroupVersion.WithResource("deployments")
	object := &appsv1.Deployment{ObjectMeta: metav1.ObjectMeta{Name: "web", Namespace: "team"}}
	attributes := admission.NewAttributesRecord(object, nil, kind, "team", "web", resource, "", admission.Create, &metav1.CreateOptions{}, false, nil)
	request := patch.Request{
		MatchedResource:     resource,
		VersionedAttributes: &admission.VersionedAttributes{Attributes: attributes, VersionedKind: kind, VersionedObject: object},
		ObjectInterfaces:    admission.NewObjectInterfacesFromScheme(scheme),
	}
	if _, err := patch.NewJSONPatcher(evaluator).Patch(context.Background(), request, celconfig.RuntimeCELCostBudget); err != nil {
		fmt.Printf("%-16s refused: %v\n", name, err)
		return
	}
	fmt.Printf("%-16s patched\n", name)
}

func main() {
	attempt("object", `[JSONPatch{op: "add", path: "/spec/selector", value: Object.spec.selector{matchLabels: {"app": "web"}}}]`)
	attempt("list of maps", `[JSONPatch{op: "add", `+path+`, value: [{"maxSkew": dyn(1), "topologyKey": dyn("zone")}]}]`)
	attempt("list of objects", `[JSONPatch{op: "add", `+path+`, value: [Object.spec.template.spec.topologySpreadConstraints{maxSkew: 1, topologyKey: "zone"}]}]`)
}
GO

export GOFLAGS=-mod=mod GOWORK=off
go mod init finding >/dev/null 2>&1
go get k8s.io/apiserver@v0.36.3 k8s.io/api@v0.36.3 k8s.io/apimachinery@v0.36.3 >/dev/null 2>&1
go mod tidy >/dev/null 2>&1
go run . | tee seen

sed -n 's/^#   \(object  \|list of \)/\1/p' "$script" | diff - seen && echo "as recorded"
