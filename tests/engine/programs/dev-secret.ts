/** dev with a secret wherever a fork would put one: chart values, user data of nodes, a label. */
import * as pulumi from "@pulumi/pulumi";

import { dev } from "../../fixtures/fork/stacks/dev";
import { build } from "./build";

type Properties = Readonly<Record<string, unknown>>;

const CANARY = pulumi.secret("canary-5c2e91d07b");

/** Input that is an object → what joins it, by type. */
const ADDED: Readonly<Record<string, readonly [input: string, more: Properties]>> = {
    "kubernetes:helm.sh/v3:Release": ["values", { registry: { password: CANARY } }],
    "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass": ["spec", { userData: CANARY }],
    "kubernetes:storage.k8s.io/v1:StorageClass": ["metadata", { labels: { owner: CANARY } }],
};

const secretive: pulumi.ResourceTransformation = ({ opts, props, type }) => {
    const [input, more] = ADDED[type] ?? [];
    if (input === undefined) return undefined;
    const given = props as Properties;
    return { opts, props: { ...given, [input]: { ...(given[input] as Properties), ...more } } };
};

export const outputs = build(dev, { transformations: [secretive] });
