/**
 * What a planned graph itself proves of security and reliability, each with the resources and inputs that show it. A few
 * statements that a reader of the page asks first; the kit's whole list of controls is in tests/checks/controls.
 */
import type { Json } from "../../components/shared/json";
import { isObject, objectOf } from "../facts/build";
import type { PlannedResource } from "../plan/graph";
import { type GraphIndex, wordsOf } from "./graph-index";

export interface Evidence {
    readonly urn: string;
    readonly name: string;
    /** The input that shows it, with its value. */
    readonly said: string;
}

export interface Proof {
    readonly id: string;
    readonly says: string;
    /** `absent`: nothing is made that it could be asked of. */
    readonly state: "absent" | "broken" | "holds";
    /** Of what breaks it, when something does; else of what proves it. */
    readonly evidence: readonly Evidence[];
}

interface Statement {
    readonly id: string;
    readonly says: string;
    /** Whom it is asked of. */
    readonly of: (index: GraphIndex) => readonly PlannedResource[];
    /** The path of the input that decides. */
    readonly at: string;
    readonly holds: (value: Json | undefined) => boolean;
}

const ofType = (type: string) => (index: GraphIndex) => index.ofType(type);
const isTrue = (value: Json | undefined): boolean => value === true || value === "true";
const isSet = (value: Json | undefined): boolean => value !== undefined && value !== "";
const CLUSTER = ofType("aws:eks/cluster:Cluster");

const STATEMENTS: readonly Statement[] = [
    {
        id: "api-networks",
        says: "The API server is reached from named networks alone, or from inside the VPC",
        of: CLUSTER,
        at: "vpcConfig",
        holds: (value) => {
            const { endpointPublicAccess, publicAccessCidrs } = objectOf(value);
            const open = Array.isArray(publicAccessCidrs) ? publicAccessCidrs.map(wordsOf) : [];
            return !isTrue(endpointPublicAccess) || (open.length > 0 && !open.includes("0.0.0.0/0"));
        },
    },
    {
        id: "api-private",
        says: "Nodes reach the API server without leaving the VPC",
        of: CLUSTER,
        at: "vpcConfig.endpointPrivateAccess",
        holds: isTrue,
    },
    {
        id: "entries-alone",
        says: "Access is by access entries alone, not by the aws-auth ConfigMap",
        of: CLUSTER,
        at: "accessConfig.authenticationMode",
        holds: (value) => value === "API",
    },
    {
        id: "creator",
        says: "Whoever creates the cluster is no administrator by that",
        of: CLUSTER,
        at: "accessConfig.bootstrapClusterCreatorAdminPermissions",
        holds: (value) => value === false,
    },
    {
        id: "audit",
        says: "The control plane writes its audit log",
        of: CLUSTER,
        at: "enabledClusterLogTypes",
        holds: (value) => wordsOf(value).split(", ").includes("audit"),
    },
    {
        id: "retention",
        says: "Logs are kept for a stated time",
        of: ofType("aws:cloudwatch/logGroup:LogGroup"),
        at: "retentionInDays",
        holds: isSet,
    },
    {
        id: "default-group",
        says: "The VPC's default security group lets nothing in or out",
        of: ofType("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"),
        at: "ingress",
        holds: (value) => value === undefined || wordsOf(value) === "",
    },
    {
        id: "no-public-addresses",
        says: "Subnets give no public address to what starts in them",
        of: ofType("aws:ec2/subnet:Subnet"),
        at: "mapPublicIpOnLaunch",
        holds: (value) => !isTrue(value),
    },
    {
        id: "metadata-nodes",
        says: "Instance metadata needs a token on managed and self-managed nodes (IMDSv2)",
        of: ofType("aws:ec2/launchTemplate:LaunchTemplate"),
        at: "metadataOptions.httpTokens",
        holds: (value) => value === "required",
    },
    {
        id: "metadata-pools",
        says: "Instance metadata needs a token on nodes of Karpenter (IMDSv2)",
        of: ofType("kubernetes:karpenter.k8s.aws/v1:EC2NodeClass"),
        at: "spec.metadataOptions.httpTokens",
        holds: (value) => value === "required",
    },
    {
        id: "volumes",
        says: "Volumes that the default StorageClass makes are encrypted",
        of: ofType("kubernetes:storage.k8s.io/v1:StorageClass"),
        at: "parameters.encrypted",
        holds: isTrue,
    },
    {
        id: "expiry",
        says: "Nodes of Karpenter are replaced after a stated time",
        of: ofType("kubernetes:karpenter.sh/v1:NodePool"),
        at: "spec.template.spec.expireAfter",
        holds: (value) => isSet(value) && value !== "Never",
    },
    {
        id: "limits",
        says: "Pools of Karpenter have limits",
        of: ofType("kubernetes:karpenter.sh/v1:NodePool"),
        at: "spec.limits",
        holds: isSet,
    },
    {
        id: "default-deny",
        says: "Namespaces of the kit deny traffic that nobody names",
        of: (index) =>
            index
                .ofType("kubernetes:networking.k8s.io/v1:NetworkPolicy")
                .filter(({ name }) => name.includes("default-deny")),
        at: "spec.policyTypes",
        holds: (value) => ["Egress", "Ingress"].every((type) => wordsOf(value).split(", ").includes(type)),
    },
    {
        id: "protected",
        says: "The control plane is protected from deletion, by EKS itself",
        of: CLUSTER,
        at: "deletionProtection",
        holds: isTrue,
    },
];

export function proofsOf(index: GraphIndex): readonly Proof[] {
    return STATEMENTS.map(({ at, holds, id, of, says }): Proof => {
        const asked = of(index).map((resource) => ({ resource, value: valueAt(resource.inputs, at) }));
        const broken = asked.filter(({ value }) => !holds(value));
        const shown = broken.length > 0 ? broken : asked;
        return {
            id,
            says,
            state: asked.length === 0 ? "absent" : broken.length > 0 ? "broken" : "holds",
            evidence: shown.map(({ resource: { name, urn }, value }) => ({
                urn,
                name,
                said: `${at}: ${shortly(value)}`,
            })),
        };
    });
}

function valueAt(value: Json, path: string): Json | undefined {
    return path.split(".").reduce<Json | undefined>((at, key) => objectOf(at)[key], value);
}

const LONGEST = 80;

function shortly(value: Json | undefined): string {
    const text =
        value === undefined
            ? "not set"
            : isObject(value) || Array.isArray(value)
              ? JSON.stringify(value)
              : wordsOf(value);
    return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
