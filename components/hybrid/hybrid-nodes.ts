/** HybridNodes: machines outside AWS as nodes of the cluster: their role, their way in, and what to type on them. */
import { Route } from "@pulumi/aws/ec2/route";
import * as eks from "@pulumi/aws/eks";
import * as rolesanywhere from "@pulumi/aws/rolesanywhere";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import * as pulumi from "@pulumi/pulumi";

import type { ClusterRef } from "../cluster/ref";
import { usedSlots, type VpcRef } from "../network/ref";
import { defined } from "../shared/defined";
import { childName } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import {
    checkHybrid,
    decisionsOfHybrid,
    type HybridSpec,
    keyOfNetwork,
    networksOf,
    PORTS,
} from "./hybrid-spec";
import { type JoinTexts, renderJoin } from "./node-config";
import { createHybridRole, type HybridRole } from "./node-role";

export interface HybridNodesArgs extends HybridSpec {
    /** Cluster they join; its control plane must know their networks. */
    readonly cluster: Pick<ClusterRef, "arn" | "name" | "securityGroupId">;
    /** Network whose route tables get their routes; none in a network of somebody else. */
    readonly vpc: Pick<VpcRef, "routing">;
}

/**
 * Lets machines outside AWS join a cluster. The machines themselves are the operator's: `join` says what to type.
 * @throws pulumi.ResourceError naming everything EKS, EC2 or IAM would refuse.
 */
export class HybridNodes extends pulumi.ComponentResource {
    /** Role of the nodes, let in as `HYBRID_LINUX`. */
    public readonly roleArn: pulumi.Output<string>;
    /** What an operator types. */
    public readonly join: pulumi.Output<JoinTexts>;
    /** Leaf resources: whatever runs in the cluster waits for these, and goes before them. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: HybridNodesArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:hybrid:HybridNodes", name, decisionsOfHybrid(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkHybrid(args)]);

        const anchor = createTrustAnchor(this, name, args);
        const role = createHybridRole(this, name, args, anchor?.arn);
        const profile = anchor === undefined ? undefined : createProfile(this, name, args, role);
        const entry = createEntry(this, name, args, role);
        const rules = createRules(this, name, args);
        const routes = createRoutes(this, name, args);

        this.roleArn = role.role.arn;
        this.join = joinTexts(args, role, anchor, profile);
        this.ready = [entry, ...rules, ...routes, ...(profile === undefined ? [] : [profile])];
        this.registerOutputs({ join: this.join, roleArn: this.roleArn });
    }
}

function createTrustAnchor(
    parent: pulumi.Resource,
    name: string,
    { clusterName, credentials }: HybridNodesArgs,
): rolesanywhere.TrustAnchor | undefined {
    if (credentials.kind === "ssm") return undefined;
    const { certificates, privateCaArn } = credentials;
    return new rolesanywhere.TrustAnchor(
        childName(name, "anchor"),
        {
            enabled: true,
            source:
                privateCaArn === undefined
                    ? {
                          sourceType: "CERTIFICATE_BUNDLE",
                          sourceData: defined({ x509CertificateData: certificates }),
                      }
                    : { sourceType: "AWS_ACM_PCA", sourceData: { acmPcaArn: privateCaArn } },
            tags: { Name: `${clusterName}-hybrid-nodes` },
        },
        { parent },
    );
}

/** `acceptRoleSessionName`: the node's name, which the access entry makes its name in the cluster. */
function createProfile(
    parent: pulumi.Resource,
    name: string,
    { clusterName, credentials }: HybridNodesArgs,
    { grants, role }: HybridRole,
): rolesanywhere.Profile {
    const durationSeconds = credentials.kind === "ssm" ? undefined : credentials.sessionSeconds;
    return new rolesanywhere.Profile(
        childName(name, "profile"),
        {
            acceptRoleSessionName: true,
            enabled: true,
            roleArns: [role.arn],
            ...defined({ durationSeconds }),
            tags: { Name: `${clusterName}-hybrid-nodes` },
        },
        { parent, dependsOn: [...grants] },
    );
}

function createEntry(
    parent: pulumi.Resource,
    name: string,
    { cluster, clusterName }: HybridNodesArgs,
    { grants, role }: HybridRole,
): eks.AccessEntry {
    return new eks.AccessEntry(
        childName(name, "entry"),
        {
            clusterName: cluster.name,
            principalArn: role.arn,
            type: "HYBRID_LINUX",
            tags: { Name: `${clusterName}-hybrid-nodes` },
        },
        // EKS keeps one entry a principal. The role's rights outlive it: nodes that leave still use them.
        { parent, deleteBeforeReplace: true, dependsOn: [...grants] },
    );
}

/** Source: EKS User Guide, hybrid-nodes-networking, "Cluster security group configuration" and port 53. */
function createRules(
    parent: pulumi.Resource,
    name: string,
    args: HybridNodesArgs,
): readonly SecurityGroupIngressRule[] {
    return networksOf(args).flatMap((cidrIpv4) =>
        Object.entries(PORTS).map(([key, { port, protocol, use }]) => {
            const label = `${key}-${keyOfNetwork(cidrIpv4)}`;
            return new SecurityGroupIngressRule(
                childName(name, label),
                {
                    securityGroupId: args.cluster.securityGroupId,
                    description: use,
                    cidrIpv4,
                    ipProtocol: protocol,
                    fromPort: port,
                    toPort: port,
                    tags: { Name: `${args.clusterName}-hybrid-${label}` },
                },
                { parent },
            );
        }),
    );
}

/** From the nodes' subnets and from the control plane's, which calls kubelets and webhooks out there. */
function createRoutes(parent: pulumi.Resource, name: string, args: HybridNodesArgs): readonly Route[] {
    const {
        gateway,
        vpc: { routing },
    } = args;
    if (gateway.kind === "none" || routing === undefined) return [];
    const target =
        gateway.kind === "transit-gateway" ? { transitGatewayId: gateway.id } : { gatewayId: gateway.id };
    const tables = [
        ...usedSlots(routing.nodeTables).flatMap((slot) => {
            const table = routing.nodeTables[slot];
            return table === undefined ? [] : [{ part: `node-${slot}`, table }];
        }),
        { part: "control-plane", table: routing.controlPlaneTable },
    ];
    return networksOf(args).flatMap((destinationCidrBlock) =>
        tables.map(
            ({ part, table }) =>
                new Route(
                    childName(name, part, keyOfNetwork(destinationCidrBlock)),
                    { routeTableId: table.id, destinationCidrBlock, ...target },
                    { parent },
                ),
        ),
    );
}

function joinTexts(
    { cluster, credentials, kubernetesVersion, region }: HybridNodesArgs,
    { role }: HybridRole,
    anchor: rolesanywhere.TrustAnchor | undefined,
    profile: rolesanywhere.Profile | undefined,
): pulumi.Output<JoinTexts> {
    const way =
        anchor === undefined || profile === undefined
            ? { registrations: credentials.kind === "ssm" ? credentials.registrations : 1 }
            : { anchor: { trustAnchorArn: anchor.arn, profileArn: profile.arn } };
    return pulumi
        .output({
            clusterName: cluster.name,
            clusterArn: cluster.arn,
            roleName: role.name,
            roleArn: role.arn,
            ...way,
        })
        .apply((facts) => renderJoin({ ...facts, kubernetesVersion, region }));
}
