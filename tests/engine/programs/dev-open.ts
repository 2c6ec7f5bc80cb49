/** dev whose API anybody may call: a change on the way to the engine, past settings and shape. */
import * as pulumi from "@pulumi/pulumi";

import { dev } from "../../fixtures/fork/stacks/dev";
import { build } from "./build";

pulumi.runtime.registerStackTransformation(({ opts, props, type }) => {
    if (type !== "aws:eks/cluster:Cluster") return undefined;
    const vpcConfig: object = props["vpcConfig"];
    return { props: { ...props, vpcConfig: { ...vpcConfig, publicAccessCidrs: ["0.0.0.0/0"] } }, opts };
});

export const outputs = build(dev);
