/** The control plane: who reaches it, who gets in, what it keeps. */
import { AMI_ALIAS, isKubernetesMinor, KUBERNETES } from "../../../components/versions";
import type { Control, Evidence } from "../control";
import { each, needed, none, type Question } from "../judging";
import { isUnderOwnKey } from "../keys";
import { type Planned, TYPES } from "../planned";
import { EVERYWHERE, input, listOf, read, statementsOf, textOf, textsOf } from "../reading";
import { arePrivate, subnetsBehind, zonesOf } from "../subnets";

const LOG_TYPES = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

export const CONTROL_PLANE: readonly Control[] = [
    {
        id: "C01",
        title: "Private API server",
        severity: "high",
        means: "production's API server is reached from inside the VPC alone",
        why: "Whoever finds a fault in the API server, or a credential, can try it from anywhere.",
        remedy: "Set platform:apiAccess to kind: private, with the way Pulumi reaches it",
        decidedBy: ["platform:apiAccess"],
        rows: {
            cis: ["5.4.2"],
            fsbp: ["EKS.1"],
            nsa: ["control-plane"],
            bestPractices: ["iam/private-endpoint"],
        },
        from: "production",
        judge: (planned) =>
            cluster(planned, {
                path: "vpcConfig.endpointPublicAccess",
                // Absent is public.
                holds: (value) => value === false,
                what: "is public",
            }),
    },
    {
        id: "C02",
        title: "Listed networks alone",
        severity: "critical",
        means: "a public API server is reached from listed networks, never by everybody",
        why: "An API server that answers everybody is scanned within minutes, and every later fault of it is open to all.",
        remedy: "List your own networks in platform:apiAccess.cidrs, or make it kind: private",
        decidedBy: ["platform:apiAccess"],
        rows: { cis: ["5.4.1"], nsa: ["control-plane"], bestPractices: ["iam/private-endpoint"] },
        judge: (planned) =>
            cluster(planned, {
                path: "vpcConfig.publicAccessCidrs",
                holds: (value, one) => {
                    const networks = textsOf(value);
                    return (
                        input(one, "vpcConfig.endpointPublicAccess") === false ||
                        (networks.length > 0 && !networks.some((network) => EVERYWHERE.test(network)))
                    );
                },
                what: "answers everybody",
            }),
    },
    {
        id: "C03",
        title: "Nodes reach it inside",
        severity: "high",
        means: "nodes reach the API server without leaving the VPC",
        why: "Nodes would call the API server over the internet, and stand still when that way is shut.",
        remedy: "Leave endpointPrivateAccess to the kit: take the transform of the cluster out",
        decidedBy: ["transforms", "platform:apiAccess"],
        rows: { cis: ["5.4.2"], nsa: ["control-plane"], bestPractices: ["iam/private-endpoint"] },
        judge: (planned) =>
            cluster(planned, {
                path: "vpcConfig.endpointPrivateAccess",
                holds: (value) => value === true,
                what: "is not private",
            }),
    },
    {
        id: "C04",
        title: "Audit log",
        severity: "medium",
        means: "the API server's audit log is kept",
        why: "Without it nobody can tell afterwards who did what.",
        remedy: 'Put "audit" into controlPlane.logs.types',
        decidedBy: ["controlPlane.logs.types"],
        rows: {
            cis: ["2.1.1"],
            fsbp: ["EKS.8"],
            nsa: ["logging"],
            bestPractices: ["detective/audit-logs"],
        },
        judge: (planned) =>
            cluster(planned, {
                path: "enabledClusterLogTypes",
                holds: (value) => textsOf(value).includes("audit"),
                what: "keeps no audit log",
            }),
    },
    {
        id: "C05",
        title: "Logs of the control plane",
        severity: "medium",
        means: "three kinds of control-plane logs in dev, all five elsewhere, and no unknown one",
        why: "What the scheduler or the authenticator refused shows in their own logs alone.",
        remedy: "Set controlPlane.logs.types to LOG_TYPES, all five",
        decidedBy: ["controlPlane.logs.types"],
        rows: { cis: ["2.1.1"], nsa: ["logging"] },
        judge: (planned) =>
            cluster(planned, {
                path: "enabledClusterLogTypes",
                holds: (value) => {
                    const kinds = new Set(textsOf(value));
                    const least = planned.isAtLeast("staging") ? LOG_TYPES.length : 3;
                    return kinds.size >= least && [...kinds].every((kind) => LOG_TYPES.includes(kind));
                },
                what: "keeps too few kinds of logs, or an unknown one",
            }),
    },
    {
        id: "C06",
        title: "Secrets under a key of one's own",
        severity: "high",
        means: "Secrets are encrypted with a key of the environment",
        why: "Without a key of its own nobody but AWS can take the Secrets of a lost cluster out of reach.",
        remedy: 'Set keys.secrets to kind: "own" before the first deployment: EKS takes no key later',
        decidedBy: ["keys.secrets"],
        rows: {
            cis: ["5.3.1"],
            fsbp: ["EKS.3"],
            nsa: ["secrets", "encryption"],
            bestPractices: ["data/envelope"],
        },
        from: "staging",
        judge: (planned) =>
            cluster(planned, {
                path: "encryptionConfig",
                holds: (value, one) =>
                    textsOf(read(value, "resources")).includes("secrets") &&
                    isUnderOwnKey(planned, one, "encryptionConfig", "secrets"),
                what: "keeps Secrets under no key of ours",
            }),
    },
    {
        id: "C07",
        title: "A supported minor",
        severity: "high",
        means: "the minor is stated, and was in standard support when its pins were last seen",
        why: "Behind its end a minor gets fixes for money alone, and is then updated by EKS at its own time.",
        remedy: "Set platform:kubernetesVersion to a minor in standard support, one minor up at a time",
        decidedBy: ["platform:kubernetesVersion"],
        rows: { fsbp: ["EKS.2"], nsa: ["upgrading"] },
        judge: (planned) =>
            cluster(planned, {
                path: "version",
                holds: (version) =>
                    typeof version === "string" &&
                    isKubernetesMinor(version) &&
                    KUBERNETES[version].endOfStandardSupport.value > AMI_ALIAS.seen,
                what: "has no supported version",
            }),
    },
    {
        id: "C08",
        title: "Access entries alone",
        severity: "medium",
        means: "access entries are the only way in: no aws-auth",
        why: "A ConfigMap that anybody with rights in kube-system can write would make administrators.",
        remedy: "Leave the authentication mode to the kit; name people in access of the shape",
        decidedBy: ["transforms", "access"],
        rows: {
            cis: ["4.1.7"],
            nsa: ["authentication"],
            bestPractices: ["iam/aws-auth", "iam/roles-for-many"],
        },
        judge: (planned) => [
            ...cluster(planned, {
                path: "accessConfig.authenticationMode",
                holds: (mode) => mode === "API",
                what: "takes aws-auth",
            }),
            ...none(
                planned.resources.filter(({ inputs }) => read(inputs, "metadata.name") === "aws-auth"),
                [],
                "is aws-auth",
            ),
        ],
    },
    {
        id: "C11",
        title: "Not deleted by mistake",
        severity: "high",
        means: "neither AWS nor Pulumi deletes the control plane by mistake",
        why: "One wrong command would take the cluster with everything in it.",
        remedy: "Set platform:protection: true",
        decidedBy: ["platform:protection"],
        source: "AWS provider, eks.Cluster deletionProtection; the kit's own judgement",
        from: "staging",
        judge: (planned) => [
            ...cluster(planned, {
                path: "deletionProtection",
                holds: (value) => value === true,
                what: "may be deleted by AWS",
            }),
            ...each(planned.ofType(TYPES.cluster), {
                path: "options.protect",
                holds: (value) => value === true,
                what: "may be deleted by Pulumi",
            }),
        ],
    },
    {
        id: "C13",
        title: "Zonal shift",
        severity: "low",
        means: "AWS may move production's traffic out of a zone",
        why: "While a zone is ill, its pods would go on taking their share of the traffic.",
        remedy: "Set controlPlane.zonalShift: true",
        decidedBy: ["controlPlane.zonalShift"],
        rows: { nsa: ["fault-tolerance"] },
        from: "production",
        judge: (planned) =>
            cluster(planned, {
                path: "zonalShiftConfig.enabled",
                holds: (value) => value === true,
                what: "shifts no zone",
            }),
    },
    {
        id: "C15",
        title: "The cluster's own role",
        severity: "high",
        means: "only EKS assumes the cluster's role",
        why: "Whoever else assumes it may do to the VPC what EKS may.",
        remedy: "Take the transform of the cluster's role out",
        decidedBy: ["transforms", "controlPlane"],
        rows: { bestPractices: ["iam/dedicated-role"] },
        judge: (planned) =>
            cluster(planned, {
                path: "roleArn",
                holds: (_, one) => {
                    const roles = planned.madeFrom(one, "roleArn", TYPES.role);
                    const trusts = roles.flatMap((role) => statementsOf(input(role, "assumeRolePolicy")));
                    const services = trusts.map(({ principal }) => textOf(read(principal, "Service")));
                    return roles.length === 1 && services.every((one) => one === "eks.amazonaws.com");
                },
                what: "has a role that others may assume",
                tellsBy: "edges",
            }),
    },
    {
        id: "C16",
        title: "Private subnets of two zones",
        severity: "medium",
        means: "the control plane stands in private subnets of two zones or more",
        why: "In one zone it is gone with the zone; in a public subnet its interfaces have a way to the internet.",
        remedy: "Name two slots or more in platform:controlPlaneZones, with private subnets",
        decidedBy: ["platform:controlPlaneZones", "platform:existingVpc"],
        rows: { cis: ["5.4.3"], nsa: ["control-plane"] },
        judge: (planned) =>
            cluster(planned, {
                path: "vpcConfig",
                holds: (_, one) => {
                    const subnets = subnetsBehind(planned, one, "vpcConfig");
                    return zonesOf(subnets).size >= 2 && arePrivate(subnets);
                },
                what: "stands in a public subnet, or in one zone",
                tellsBy: "edges",
            }),
    },
    {
        id: "C17",
        title: "EKS' own security group",
        severity: "high",
        means: "the control plane has EKS's own security group and no further one that could be open",
        why: "A further group may let in what EKS' own does not.",
        remedy: "Take securityGroupIds out of controlPlane, or say in an exemption who keeps them",
        decidedBy: ["controlPlane.securityGroupIds", "controlPlane"],
        rows: { nsa: ["control-plane"] },
        judge: (planned) =>
            cluster(planned, {
                path: "vpcConfig.securityGroupIds",
                holds: (value) => listOf(value).length === 0,
                what: "has a further security group",
            }),
    },
];

function cluster(planned: Planned, question: Question): readonly Evidence[] {
    const clusters = planned.ofType(TYPES.cluster);
    const isTheirs = planned.ofType("platform:cluster:ExistingCluster").length > 0;
    return [
        ...(isTheirs || hasNoCluster(planned) ? [] : needed(clusters, "control plane")),
        ...each(clusters, question),
    ];
}

/** An environment of network and names alone, as PARTS_WITHOUT_CLUSTER make one. */
function hasNoCluster(planned: Planned): boolean {
    return !planned.types.some((type) => type.startsWith("kubernetes:") || type.startsWith("aws:eks/"));
}
