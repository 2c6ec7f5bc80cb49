/**
 * Where the tests of ring 4 find each chart: the public Go module that carries it, else the repository it is published in.
 * A chart that none of them yields is skipped, by its name.
 */

/** A public Go module, and the folder of a chart in it. */
export interface InModule {
    readonly module: string;
    readonly version: string;
    /** As a go.sum has it, so that another text under the same version is an error. */
    readonly sum: string;
    readonly folder: string;
}

export interface ModuleSource extends InModule {
    /** Charts inside it that its module does not hold. @default it holds all of them, or the kit's values switch them off */
    readonly inside?: readonly InModule[];
    /** What the chart calls its version there, where its release writes the pinned one only as it publishes. @default the pinned one */
    readonly says?: string;
}

const KARPENTER = {
    module: "github.com/aws/karpenter-provider-aws",
    version: "v1.14.1",
    sum: "h1:WGtIQTQcxpElYMdWfWuPwaF2+9muR+hYhPZsTtoY8Gs=",
} as const;

/** By the name a chart is published under. Every other chart comes from its repository alone: no module holds it whole. */
export const MODULES: { readonly [chart: string]: ModuleSource | undefined } = {
    // The release writes its number as it publishes: make/manifests.mk.
    "cert-manager": {
        module: "github.com/cert-manager/cert-manager",
        version: "v1.21.2",
        sum: "h1:UWgoYM+KLNtRlqmoWOKjKBOBUPVHeepQ6/ac3ERJW68=",
        folder: "deploy/charts/cert-manager",
        says: "v0.0.0",
    },
    kyverno: {
        module: "github.com/kyverno/kyverno",
        version: "v1.19.1",
        sum: "h1:/MkgFii3/VlQfKR1JpC9tVwNNVNQTt2S4U6qCsafsTU=",
        folder: "charts/kyverno",
        // At the commit that go.mod of the release names; the chart asks for 0.0.1-alpha.4, which no module is.
        inside: [
            {
                module: "github.com/kyverno/api",
                version: "v0.0.1-alpha.3.0.20260723090831-fb2785727f98",
                sum: "h1:wGbyqQNc5wnHXq73aclvBje80lQvYDnqZCF967m+zEU=",
                folder: "charts/kyverno-api",
            },
        ],
    },
    // Charts are released between two tags: this one is the next, a week later, and has the chart unchanged. It asks for Go 1.27:
    // an older one takes the repository.
    "external-dns": {
        module: "sigs.k8s.io/external-dns",
        version: "v0.23.0",
        sum: "h1:35KyAZtLN8o5nIE0aPKfyhILbf5HHkKPJby/4FowPJM=",
        folder: "charts/external-dns",
    },
    // No module is v1.9.1. The next release differs from it in the two lines of its version alone: commit cc32c13 of 2026-07-22.
    "aws-privateca-issuer": {
        module: "github.com/cert-manager/aws-privateca-issuer",
        version: "v1.9.2",
        sum: "h1:crm+tlAY1oQrhFOhEBZef9k0AU065y/h1HBYV66zL7w=",
        folder: "charts/aws-pca-issuer",
        says: "v1.9.2",
    },
    // The release writes its number as it publishes: hack/release/common.sh. The tag has that of the release before.
    karpenter: { ...KARPENTER, folder: "charts/karpenter", says: "1.13.0" },
    "karpenter-crd": { ...KARPENTER, folder: "charts/karpenter-crd", says: "1.13.0" },
    // Both modules carry a chart that differs from the published one in the lines of its version, no more.
    "vertical-pod-autoscaler": {
        module: "k8s.io/autoscaler/vertical-pod-autoscaler",
        version: "v1.7.1",
        sum: "h1:gHgsammWdCT+vyqrBsCfN7+CJrfy0Mo5k1zfg8Dge7o=",
        folder: "charts/vertical-pod-autoscaler",
        says: "0.9.0",
    },
    kueue: {
        module: "sigs.k8s.io/kueue",
        version: "v0.19.2",
        sum: "h1:mPNzr37u0nwI7ikST5QQl5gg6EgtYOAvC9ZbTgywdN8=",
        folder: "charts/kueue",
    },
    "spark-operator": {
        module: "github.com/kubeflow/spark-operator/v2",
        version: "v2.5.2",
        sum: "h1:6nX2UhwSfnYi1mtwczgFfJTMeLSL/1ajTvkFe8R7Vdc=",
        folder: "charts/spark-operator-chart",
    },
    // The release writes its number as it publishes: Makefile, inject-helm-version.
    kro: {
        module: "github.com/kubernetes-sigs/kro",
        version: "v0.9.3",
        sum: "h1:jwKOvYh56xqUUEgmS8w7WwdMK4YDwMeZyCKiMjgI3FQ=",
        folder: "helm",
        says: "0.0.0-dev",
    },
    volcano: {
        module: "volcano.sh/volcano",
        version: "v1.15.1",
        sum: "h1:M0iGzhy1dvod2GFy1QiyWdv1jmmNfHW4+2WoRU7CIAk=",
        folder: "installer/helm/chart/volcano",
    },
    descheduler: {
        module: "sigs.k8s.io/descheduler",
        version: "v0.36.0",
        sum: "h1:fBemfJD1RhmbsdH94lKwGMOwQcbsrw67A5IK2c2fANA=",
        folder: "charts/descheduler",
        says: "0.35.0",
    },
};
