/** Platform: builds the components of an environment from its plan, phase by phase. */
import { Provider } from "@pulumi/aws/provider";
import * as pulumi from "@pulumi/pulumi";

import { firstIn, furtherIn, usedSlots } from "../network/ref";
import { defined } from "../shared/defined";
import { boundaryArn, organisationTransformations } from "../shared/organisation";
import type { Plan } from "./environment";
import type { Ground, PlatformCluster, TeamAccess } from "./ground";
import { OUTPUTS_SCHEMA_VERSION, type PlatformOutputInputs } from "./outputs";
import { buildPhases } from "./phases";
import { readSecret } from "./settings/secrets";
import type { Settings } from "./settings/types";
import { describeTransform, Transformations } from "./transforms";

/**
 * One environment in one stack: network, keys, control plane, access, and everything pods need to run.
 * Every resource hangs below this component, so protection set here reaches all of them.
 */
export class Platform extends pulumi.ComponentResource {
    /** Undefined in an environment without a cluster, as all that is said of one. */
    public readonly clusterName: pulumi.Output<string> | undefined;
    public readonly clusterArn: pulumi.Output<string> | undefined;
    public readonly clusterEndpoint: pulumi.Output<string> | undefined;
    /** Connects kubectl through the AWS CLI; holds no token. Secret. */
    public readonly kubeconfig: pulumi.Output<string> | undefined;
    /** What to type to connect kubectl. */
    public readonly connectCommand: pulumi.Output<string> | undefined;
    public readonly vpcId: pulumi.Output<string>;
    public readonly nodeSubnetIds: PlatformOutputInputs["nodeSubnetIds"];
    public readonly publicSubnetIds: PlatformOutputInputs["publicSubnetIds"];
    public readonly region: string;
    /** What to type on machines outside AWS that are to join. Undefined when there are none. */
    public readonly hybridNodes: Ground["hybridNodes"];
    /** What a fork's own resources hand on, by their name. Undefined when there are none. */
    public readonly own: Ground["own"] | undefined;
    /** Name servers and ids of hosted zones, by the key of the shape. Undefined when there are none. */
    public readonly hostedZones: Readonly<Record<string, ZoneOutputs>> | undefined;
    /** ARNs of certificates, by the key of the shape. Undefined when there are none. */
    public readonly certificates: Ground["certificates"] | undefined;
    /** The command with which people of each team reach the cluster, by team and people. Undefined without teams. */
    public readonly teams: TeamCommands | undefined;
    /** For the hub of GitOps, which reads it of a file. Undefined when there is none. */
    public readonly gitops: Ground["gitops"];
    /** For other stacks: read it with `readPlatform`. */
    public readonly platform: PlatformOutputInputs | undefined;

    public constructor(name: string, plan: Plan, opts: pulumi.ComponentResourceOptions = {}) {
        super("platform:stacks:Platform", name, decisions(plan), {
            ...opts,
            ...protection(plan),
            ...organised(plan, opts),
        });
        const aws = createAwsProvider(this, plan);
        const transformations = new Transformations(plan.transforms);
        const frame = {
            parent: this,
            aws,
            secret: readSecret,
            transformations,
            unprotected: plan.unprotected,
        };
        const ground = buildPhases(plan.components, frame);
        transformations.refuseUnused(`stacks/${plan.settings.environment}.ts`);
        const { clusterIfMade: cluster, vpc } = ground;

        this.clusterName = cluster?.name;
        this.clusterArn = cluster?.arn;
        this.clusterEndpoint = cluster?.endpoint;
        this.kubeconfig = cluster?.kubeconfig;
        this.region = plan.settings.region;
        this.connectCommand = cluster && connectCommand(cluster, plan.settings);
        this.teams = cluster && unlessEmpty(teamCommands(cluster, plan.settings, ground));
        this.vpcId = pulumi.output(vpc.vpcId);
        this.nodeSubnetIds = pulumi.output(firstIn(vpc.nodeSubnetIds));
        this.publicSubnetIds = pulumi.output(firstIn(vpc.publicSubnetIds));
        this.hybridNodes = ground.hybridNodes;
        this.own = unlessEmpty(ground.own);
        this.hostedZones = zoneOutputs(ground);
        this.certificates = unlessEmpty(ground.certificates);
        this.gitops = ground.gitops;
        this.platform = cluster && platformOutputs(plan.settings, ground);
        this.registerOutputs(this.outputs());
    }

    /** What the stack exports. */
    public outputs(): Record<string, pulumi.Input<unknown>> {
        return defined({
            certificates: this.certificates,
            clusterArn: this.clusterArn,
            clusterEndpoint: this.clusterEndpoint,
            clusterName: this.clusterName,
            connectCommand: this.connectCommand,
            gitops: this.gitops,
            hostedZones: this.hostedZones,
            hybridNodes: this.hybridNodes,
            kubeconfig: this.kubeconfig,
            nodeSubnetIds: this.nodeSubnetIds,
            own: this.own,
            platform: this.platform,
            publicSubnetIds: this.publicSubnetIds,
            region: this.region,
            teams: this.teams,
            vpcId: this.vpcId,
        });
    }
}

/** What whoever holds the domain above must know. */
interface ZoneOutputs {
    readonly domain: string;
    readonly zoneId: pulumi.Input<string>;
    /** Of a zone the kit makes. */
    readonly nameServers?: pulumi.Input<string[]>;
}

function zoneOutputs({ hostedZones }: Ground): Readonly<Record<string, ZoneOutputs>> | undefined {
    const shown = Object.entries(hostedZones).map(([key, { domain, nameServers, zoneId }]) => [
        key,
        { domain, zoneId, ...(nameServers === undefined ? {} : { nameServers }) },
    ]);
    return unlessEmpty(Object.fromEntries(shown) as Readonly<Record<string, ZoneOutputs>>);
}

function unlessEmpty<Map extends object>(map: Map): Map | undefined {
    return Object.keys(map).length === 0 ? undefined : map;
}

/** What a reader of the plan sees at the root of the tree. */
function decisions({
    settings,
    transforms,
    unprotected,
}: Plan): Record<string, string | boolean | readonly string[]> {
    return {
        account: settings.account,
        clusterName: settings.clusterName,
        credentials: settings.assumeRoleArn ?? "the caller's",
        environment: settings.environment,
        inCluster: settings.inCluster,
        kubernetesVersion: settings.kubernetesVersion,
        protection: settings.protection,
        region: settings.region,
        ...rules(settings),
        ...(transforms.length === 0 ? {} : { transforms: transforms.map(describeTransform) }),
        ...(settings.protection && unprotected.length > 0 ? { unprotected } : {}),
    };
}

/** What the organisation asks of every resource, as far as it does. */
function rules({ organisation = {}, ...place }: Settings): Record<string, string> {
    return defined({
        iamPath: organisation.iamPath,
        namePrefix: organisation.namePrefix,
        permissionsBoundary: boundaryArn(organisation, place),
    });
}

/** Reaches every resource below, a fork's own among them. */
function organised(
    { settings: { organisation = {}, ...place } }: Plan,
    { transformations = [] }: pulumi.ComponentResourceOptions,
): Pick<pulumi.ComponentResourceOptions, "transformations"> {
    const own = organisationTransformations(organisation, place);
    // The caller's come first, so that a path or a boundary of theirs is one that the resource states itself.
    return own.length === 0 ? {} : { transformations: [...transformations, ...own] };
}

/** Pulumi's `protect` on everything but single admins, less the components named. */
function protection({ settings }: Plan): { readonly protect?: boolean } {
    return settings.protection ? { protect: true } : {};
}

/**
 * The environment's AWS provider. Region, account and tags are stated, so that no variable of the caller's
 * shell changes the plan; only the credentials are the caller's.
 */
function createAwsProvider(parent: pulumi.Resource, { settings, tags }: Plan): Provider {
    const { account, assumeRoleArn, region } = settings;
    return new Provider(
        "aws",
        {
            region,
            // Other credentials are refused before anything changes.
            allowedAccountIds: [account],
            defaultTags: { tags },
            ...(assumeRoleArn === undefined ? {} : { assumeRoles: [{ roleArn: assumeRoleArn }] }),
        },
        { parent },
    );
}

function connectCommand(cluster: PlatformCluster, settings: Settings): pulumi.Output<string> {
    const { assumeRoleArn, existingCluster } = settings;
    // The first for the tokens kubectl gets, the second for this command's own question, eks:DescribeCluster.
    // Source: aws-cli 1.46.3 customizations/eks/update_kubeconfig.py; aws/aws-cli pull request 9443, 2025-04.
    const { roleArn = assumeRoleArn } = existingCluster ?? {};
    const role = [
        roleArn === undefined ? "" : ` --role-arn ${roleArn}`,
        assumeRoleArn === undefined ? "" : ` --assume-role-arn ${assumeRoleArn}`,
    ].join("");
    return updateCommand(cluster, settings, role);
}

/** The AWS CLI knows no proxy of a cluster; kubectl does. Entries are named by the cluster's ARN. */
function updateCommand(
    { arn, name }: PlatformCluster,
    { apiAccess, region }: Settings,
    further: pulumi.Input<string>,
): pulumi.Output<string> {
    const update = pulumi.interpolate`aws eks update-kubeconfig --name ${name} --region ${region}${further}`;
    return "proxyUrl" in apiAccess
        ? pulumi.interpolate`${update} && kubectl config set-cluster ${arn} --proxy-url=${apiAccess.proxyUrl}`
        : update;
}

type TeamCommands = Readonly<Record<string, Readonly<Record<string, pulumi.Output<string>>>>>;

/** As the team's own role, in a context of its own, in its first namespace. */
function teamCommands(cluster: PlatformCluster, settings: Settings, { teamAccess }: Ground): TeamCommands {
    const entries = Object.entries(teamAccess).filter(([, people]) => Object.keys(people).length > 0);
    return Object.fromEntries(
        entries.map(([team, people]) => [
            team,
            Object.fromEntries(
                Object.entries(people).map(([name, access]) => [
                    name,
                    teamCommand(cluster, settings, `${settings.clusterName}-${team}`, access),
                ]),
            ),
        ]),
    );
}

/** Who assumes the role finds the cluster as the role, too. */
function teamCommand(
    cluster: PlatformCluster,
    settings: Settings,
    context: string,
    { namespace, roleArn }: TeamAccess,
): pulumi.Output<string> {
    const role =
        roleArn === undefined ? "" : pulumi.interpolate` --role-arn ${roleArn} --assume-role-arn ${roleArn}`;
    const names = ` --alias ${context} --user-alias ${context}`;
    const update = updateCommand(cluster, settings, pulumi.interpolate`${names}${role}`);
    return pulumi.interpolate`${update} && kubectl config set-context ${context} --namespace ${namespace}`;
}

function platformOutputs(settings: Settings, { cluster, vpc }: Ground): PlatformOutputInputs {
    const further = furtherIn(vpc.nodeSubnetIds);
    return {
        schemaVersion: OUTPUTS_SCHEMA_VERSION,
        environment: settings.environment,
        account: settings.account,
        region: settings.region,
        kubernetesVersion: settings.kubernetesVersion,
        clusterName: cluster.name,
        clusterArn: cluster.arn,
        clusterEndpoint: cluster.endpoint,
        certificateAuthorityData: cluster.certificateAuthorityData,
        clusterSecurityGroupId: cluster.securityGroupId,
        oidcProviderArn: cluster.oidcProviderArn,
        oidcIssuer: cluster.oidcIssuer,
        vpcId: vpc.vpcId,
        nodeSubnetIds: pulumi.output(firstIn(vpc.nodeSubnetIds)),
        ...(usedSlots(further).length === 0 ? {} : { furtherNodeSubnetIds: pulumi.output(further) }),
        publicSubnetIds: pulumi.output(firstIn(vpc.publicSubnetIds)),
        controlPlaneSubnetIds: pulumi.output(firstIn(vpc.controlPlaneSubnetIds)),
    };
}
