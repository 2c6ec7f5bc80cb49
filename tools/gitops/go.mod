// What Argo CD and Flux make of the bridge, asked by the tests. Releases are those that their own releases name: sprig of
// https://github.com/argoproj/argo-cd/blob/v3.5.3/go.mod, envsubst of https://github.com/fluxcd/kustomize-controller/tree/v1.9.0,
// seen 2026-11-30.
//
// To move to another release, change a version below and run: go mod tidy
module gitops

go 1.26.0

require (
	github.com/Masterminds/sprig/v3 v3.3.0
	github.com/fluxcd/pkg/envsubst v1.7.1
)

require (
	dario.cat/mergo v1.0.1 // indirect
	github.com/Masterminds/goutils v1.1.1 // indirect
	github.com/Masterminds/semver/v3 v3.3.0 // indirect
	github.com/google/uuid v1.6.0 // indirect
	github.com/huandu/xstrings v1.5.0 // indirect
	github.com/mitchellh/copystructure v1.2.0 // indirect
	github.com/mitchellh/reflectwalk v1.0.2 // indirect
	github.com/shopspring/decimal v1.4.0 // indirect
	github.com/spf13/cast v1.7.0 // indirect
	golang.org/x/crypto v0.26.0 // indirect
)
