/** Flux: keeps the cluster as Git repositories, charts and buckets have it. */
import { z } from "zod";

import { SYSTEM_TOLERATION } from "../shared/pods";
import type { Problem } from "../shared/problems";
import { partitionOf } from "../shared/regions";
import { list } from "../shared/schema";
import { type ChartIdentity, type ChartSite, defineChart } from "./definition";
import { mirrored, PRIORITY, TOLERATIONS } from "./pod-values";
import type { Values } from "./values";

/** Source: values.yaml of chart 2.18.3, resources of each controller. */
const SIZE = { cpu: "100m", memory: "64Mi" };

/** Its controllers, by their keys in the values. Those of images write to Git, which nobody has asked for. */
const CONTROLLERS = {
    helmController: "helm-controller",
    kustomizeController: "kustomize-controller",
    notificationController: "notification-controller",
    sourceController: "source-controller",
} as const;
const LEFT_OUT = ["imageAutomationController", "imageReflectionController", "sourceWatcher"] as const;

/** Fixed by the chart, and the one that fetches. Source: templates/source-controller.yaml of chart 2.18.3. */
const SERVICE_ACCOUNT = CONTROLLERS.sourceController;

const CLI_IMAGE = "ghcr.io/fluxcd/flux-cli";
const imageOf = (controller: string) => `ghcr.io/fluxcd/${controller}`;

const options = {
    /**
     * What it fetches with a role of its own: sources with `provider: aws`. Git repositories come with a token, as a Secret.
     * @default nothing
     */
    reads: z
        .strictObject({
            /** Repositories of ECR in the account and region of the cluster, by name; `*` stands for any text. @default none */
            repositories: list(z.string()).exactOptional(),
            /** Buckets, by name. @default none */
            buckets: list(z.string()).exactOptional(),
        })
        .exactOptional(),
};

type Reads = NonNullable<z.infer<z.ZodObject<typeof options>>["reads"]>;

export const flux2 = defineChart({
    repository: "https://fluxcd-community.github.io/helm-charts",
    version: {
        value: "2.18.3",
        source: "fluxcd-community/helm-charts charts/flux2/Chart.yaml, 82a385b",
        seen: "2026-04-15",
        address: "https://github.com/fluxcd-community/helm-charts/releases/tag/flux2-2.18.3",
    },
    namespace: { name: "flux-system", podSecurity: { enforce: "restricted" } },
    phase: "releases",
    alone: "its chart runs one pod of each controller, and stops it before it starts the next",
    leftOut: { none: "there is no node to run it" },
    options,
    check: ({ options: { reads } }) => checkReads(reads),
    identity: ({ options: { reads = {} }, site }) => identityOf(reads, site),
    pods: () =>
        Object.values(CONTROLLERS).map((name) => ({
            name,
            kind: "Deployment",
            labels: { app: name },
            tolerations: [SYSTEM_TOLERATION],
            requests: SIZE,
            replicas: 1,
            callsAws: name === SERVICE_ACCOUNT,
        })),
    values: ({ site }) => values(site),
    images: [CLI_IMAGE, ...Object.values(CONTROLLERS).map(imageOf)],
    hooks: ["Job/flux2-flux-check", "ServiceAccount/flux2-flux-check"],
    definitions: {
        home: "templates",
        names: [
            ...["alerts", "providers", "receivers"].map((kind) => `${kind}.notification.toolkit.fluxcd.io`),
            ...["buckets", "externalartifacts", "gitrepositories", "helmcharts", "helmrepositories"].map(
                (kind) => `${kind}.source.toolkit.fluxcd.io`,
            ),
            "helmreleases.helm.toolkit.fluxcd.io",
            "kustomizations.kustomize.toolkit.fluxcd.io",
            "ocirepositories.source.toolkit.fluxcd.io",
        ],
        kept: true,
    },
    leaves: [
        {
            kinds: ["Kustomization", "HelmRelease"],
            what: "what they deployed, and finalizers that nobody takes off",
        },
    ],
    reserved: [
        { path: "crds", why: "keeps Kustomizations when the release goes", remedy: "Remove it" },
        { path: "installCRDs", why: "keeps Kustomizations when the release goes", remedy: "Remove it" },
        ...[...Object.keys(CONTROLLERS), ...LEFT_OUT].map((key) => ({
            path: `${key}.create`,
            why: "is what placement reckons with",
            remedy: "Remove it; all of its controllers come with the chart among charts",
        })),
        ...Object.keys(CONTROLLERS).map((key) => ({
            path: `${key}.tolerations`,
            why: "lets the pods start where the kit places them",
            remedy: "Remove it",
        })),
    ],
});

/** Sources: Flux documentation, OCIRepository and Bucket, "AWS"; Service Authorization Reference of ECR and S3. */
function identityOf(
    { buckets = [], repositories = [] }: Reads,
    { account, region }: ChartSite,
): ChartIdentity | undefined {
    const arn = `arn:${partitionOf(region)}`;
    const images = [
        {
            Sid: "LogInToRegistry",
            Effect: "Allow",
            Action: ["ecr:GetAuthorizationToken"],
            Resource: ["*"],
        },
        {
            Sid: "FetchArtifacts",
            Effect: "Allow",
            Action: [
                "ecr:BatchCheckLayerAvailability",
                "ecr:BatchGetImage",
                "ecr:GetDownloadUrlForLayer",
                "ecr:ListImages",
            ],
            Resource: repositories.map((name) => `${arn}:ecr:${region}:${account}:repository/${name}`),
        },
    ] as const;
    const objects = [
        {
            Sid: "ListBuckets",
            Effect: "Allow",
            Action: ["s3:ListBucket"],
            Resource: buckets.map((name) => `${arn}:s3:::${name}`),
        },
        {
            Sid: "FetchObjects",
            Effect: "Allow",
            Action: ["s3:GetObject"],
            Resource: buckets.map((name) => `${arn}:s3:::${name}/*`),
        },
    ] as const;
    const statements = [
        ...(repositories.length === 0 ? [] : images),
        ...(buckets.length === 0 ? [] : objects),
    ];
    if (statements.length === 0) return undefined;
    return {
        serviceAccount: SERVICE_ACCOUNT,
        statements,
        annotate: "sourceController.serviceAccount.annotations",
    };
}

/** Sources: Amazon ECR API Reference, CreateRepository; Amazon S3 User Guide, bucketnamingrules. */
const NAMES = {
    repositories: /^[a-z0-9*]([a-z0-9*._/-]*[a-z0-9*])?$/,
    buckets: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
} as const;

function checkReads(reads: Reads | undefined): Problem[] {
    if (reads === undefined) return [];
    if ((reads.repositories ?? []).length + (reads.buckets ?? []).length === 0) {
        const remedy = "Name repositories or buckets, or remove it";
        return [{ path: "reads", what: "there is nothing to fetch", got: reads, remedy }];
    }
    return (["repositories", "buckets"] as const).flatMap((kind) =>
        (reads[kind] ?? []).flatMap((got, index) =>
            NAMES[kind].test(got)
                ? []
                : [
                      {
                          path: `reads.${kind}[${index}]`,
                          what: kind === "buckets" ? "not a name of a bucket" : "not a name of a repository",
                          got,
                          remedy: "Write its name alone, in small letters",
                      },
                  ],
        ),
    );
}

/** Source of the keys: values.yaml of chart 2.18.3. */
function values(site: ChartSite): Values {
    const controller = (name: string): Values => ({
        image: mirrored(site, imageOf(name)),
        ...PRIORITY,
        resources: { limits: { memory: "1Gi" }, requests: SIZE },
        tolerations: [...TOLERATIONS],
    });
    return {
        cli: { image: mirrored(site, CLI_IMAGE), tolerations: [...TOLERATIONS] },
        crds: { annotations: { "helm.sh/resource-policy": "keep" } },
        installCRDs: true,
        policies: { create: true },
        ...Object.fromEntries(Object.entries(CONTROLLERS).map(([key, name]) => [key, controller(name)])),
        ...Object.fromEntries(LEFT_OUT.map((key) => [key, { create: false }])),
    };
}
