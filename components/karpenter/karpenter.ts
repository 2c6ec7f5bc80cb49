/** Karpenter: the controller that launches nodes, what it needs of AWS, and the role its nodes have. */
import * as pulumi from "@pulumi/pulumi";

import type { ClusterRef } from "../cluster/ref";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import { createControllerRole } from "./controller-role";
import { createInterruption } from "./interruption";
import {
    checkKarpenter,
    decisionsOfKarpenter,
    type KarpenterSpec,
    versionOfKarpenter,
} from "./karpenter-spec";
import { createNodeRole } from "./node-role";
import { createReleases } from "./releases";

export interface KarpenterArgs extends KarpenterSpec {
    /** Cluster to launch nodes for. Any object with its outputs will do. */
    readonly cluster: ClusterRef;
    /** A policy that lets whoever pulls first fill caches of the account's registry. @default there are none */
    readonly pullPolicyArn?: pulumi.Input<string>;
}

/**
 * Launches nodes for pods that find none. It has no node pools yet: each is a component of its own, made after this
 * one and gone before it, since only a running controller removes instances.
 * The Kubernetes provider comes from the options, and is used for the two releases only.
 * @throws pulumi.ResourceError naming every argument that would keep the controller from working.
 */
export class Karpenter extends pulumi.ComponentResource {
    /** For an EC2NodeClass: its role, unless {@link instanceProfileName} is there. */
    public readonly nodeRoleName: pulumi.Output<string>;
    public readonly nodeRoleArn: pulumi.Output<string>;
    /** For an EC2NodeClass of an isolated VPC, instead of the role. */
    public readonly instanceProfileName: pulumi.Output<string> | undefined;
    public readonly controllerRoleArn: pulumi.Output<string>;
    public readonly queueName: pulumi.Output<string>;
    /** Leaf resources: a node pool waits for these, and goes before them. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: KarpenterArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:karpenter:Karpenter", name, decisionsOfKarpenter(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkKarpenter(args)]);

        const nodes = createNodeRole(this, name, args);
        const queue = createInterruption(this, name, args);
        const controller = createControllerRole(this, name, {
            ...args,
            version: versionOfKarpenter(args),
            nodeRoleArn: nodes.arn,
            queueArn: queue.queueArn,
        });
        const awsReady = [...nodes.ready, ...queue.ready, ...controller.ready];
        const facts = {
            clusterEndpoint: args.cluster.endpoint,
            controllerRoleArn: controller.arn,
            queueName: queue.queueName,
        };

        this.nodeRoleName = nodes.name;
        this.nodeRoleArn = nodes.arn;
        this.instanceProfileName = nodes.instanceProfileName;
        this.controllerRoleArn = controller.arn;
        this.queueName = queue.queueName;
        this.ready = args.inCluster ? [createReleases(this, name, args, facts, awsReady)] : awsReady;
        this.registerOutputs(outputsOf(this));
    }
}

/** The public outputs, and nothing else. */
function outputsOf(karpenter: Karpenter): pulumi.Inputs {
    const { controllerRoleArn, instanceProfileName, nodeRoleArn, nodeRoleName, queueName } = karpenter;
    return {
        controllerRoleArn,
        ...(instanceProfileName === undefined ? {} : { instanceProfileName }),
        nodeRoleArn,
        nodeRoleName,
        queueName,
    };
}
