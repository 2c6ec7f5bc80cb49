/** What must not be lost: types that hold data, names or everything else, and what somebody protected. */
import type { PlannedResource } from "../../plan/graph";
import type { Change } from "../change";
import { openJson } from "../compare";
import { inputsOf } from "../settle";
import type { Severity } from "./risk";

export interface Precious {
    readonly noun: string;
    readonly severity: Severity;
    /** What is lost with it. */
    readonly why: string;
}

const FILES: Precious = { noun: "file system", severity: "critical", why: "Its files are lost." };

const PRECIOUS: ReadonlyMap<string, Precious> = new Map([
    [
        "aws:eks/cluster:Cluster",
        {
            noun: "cluster",
            severity: "critical",
            why: "Everything that runs in it is lost, and so are its endpoint and its OIDC issuer.",
        },
    ],
    [
        "aws:eks/capability:Capability",
        {
            noun: "capability",
            severity: "high",
            why: "What was made through it stays, in the cluster and in AWS, and nobody looks after it.",
        },
    ],
    [
        "aws:ec2/vpc:Vpc",
        { noun: "VPC", severity: "critical", why: "Everything in the network has to move or is made again." },
    ],
    [
        "aws:ec2/subnet:Subnet",
        {
            noun: "subnet",
            severity: "high",
            why: "Nodes, load balancers and endpoints in it go first; what is left in it makes the deletion fail.",
        },
    ],
    [
        "aws:kms/key:Key",
        {
            noun: "KMS key",
            severity: "critical",
            why: "What it encrypts can never be read again once its waiting period is over.",
        },
    ],
    ["aws:efs/fileSystem:FileSystem", FILES],
    ["aws:fsx/lustreFileSystem:LustreFileSystem", FILES],
    ["aws:fsx/ontapFileSystem:OntapFileSystem", FILES],
    ["aws:fsx/openZfsFileSystem:OpenZfsFileSystem", FILES],
    ["aws:fsx/windowsFileSystem:WindowsFileSystem", FILES],
    [
        "aws:fsx/ontapStorageVirtualMachine:OntapStorageVirtualMachine",
        { noun: "storage virtual machine", severity: "critical", why: "Its volumes are lost." },
    ],
    ["aws:s3/bucket:Bucket", { noun: "bucket", severity: "critical", why: "Its objects are lost." }],
    ["aws:rds/instance:Instance", { noun: "database", severity: "critical", why: "Its data is lost." }],
    ["aws:rds/cluster:Cluster", { noun: "database cluster", severity: "critical", why: "Its data is lost." }],
    [
        "aws:docdb/cluster:Cluster",
        { noun: "database cluster", severity: "critical", why: "Its data is lost." },
    ],
    [
        "aws:neptune/cluster:Cluster",
        { noun: "database cluster", severity: "critical", why: "Its data is lost." },
    ],
    ["aws:dynamodb/table:Table", { noun: "table", severity: "critical", why: "Its items are lost." }],
    [
        "aws:opensearch/domain:Domain",
        { noun: "search domain", severity: "critical", why: "Its indices are lost." },
    ],
    ["aws:ebs/volume:Volume", { noun: "volume", severity: "critical", why: "What is on it is lost." }],
    [
        "aws:cognito/userPool:UserPool",
        {
            noun: "user pool",
            severity: "critical",
            why: "Its users are lost, and with them their passwords.",
        },
    ],
    [
        "aws:route53/zone:Zone",
        {
            noun: "hosted zone",
            severity: "critical",
            why: "Its records are lost, and a new zone has other name servers than the domain names.",
        },
    ],
    [
        "aws:route53/record:Record",
        {
            noun: "DNS record",
            severity: "medium",
            why: "Whoever asks for its name finds nothing; ACM renews no certificate whose record is gone.",
        },
    ],
    [
        "aws:acm/certificate:Certificate",
        {
            noun: "certificate",
            severity: "high",
            why: "Load balancers must have another one first: AWS keeps what is in use, and waits for twenty minutes.",
        },
    ],
    [
        "aws:secretsmanager/secret:Secret",
        { noun: "secret", severity: "high", why: "Its value is lost once its waiting period is over." },
    ],
    [
        "aws:backup/vault:Vault",
        { noun: "backup vault", severity: "critical", why: "Its recovery points are lost." },
    ],
    ["aws:ecr/repository:Repository", { noun: "repository", severity: "high", why: "Its images are lost." }],
    [
        "aws:amp/workspace:Workspace",
        { noun: "metrics workspace", severity: "high", why: "Its metrics are lost." },
    ],
    [
        "aws:cloudwatch/logGroup:LogGroup",
        { noun: "log group", severity: "medium", why: "Its log records are lost." },
    ],
    [
        "aws:vpclattice/serviceNetwork:ServiceNetwork",
        {
            noun: "service network",
            severity: "high",
            why: "Everybody it is shared with loses its services; AWS refuses it while others are in it.",
        },
    ],
    [
        "aws:vpclattice/serviceNetworkVpcAssociation:ServiceNetworkVpcAssociation",
        {
            noun: "association of the VPC with a service network",
            severity: "high",
            why: "Nothing in the VPC reaches the network's services any more.",
        },
    ],
    [
        "kubernetes:core/v1:Namespace",
        { noun: "namespace", severity: "high", why: "Kubernetes deletes every object in it." },
    ],
    [
        "kubernetes:core/v1:PersistentVolumeClaim",
        {
            noun: "volume claim",
            severity: "critical",
            why: "Its volume is deleted unless the class retains it.",
        },
    ],
    [
        "pulumi:providers:aws",
        {
            noun: "AWS provider",
            severity: "critical",
            why: "Everything made through it is deleted and made again in another place.",
        },
    ],
    [
        "pulumi:providers:kubernetes",
        {
            noun: "Kubernetes provider",
            severity: "high",
            why: "Every object made through it is deleted and made again.",
        },
    ],
]);

const NODE_ROLE: Precious = {
    noun: "node role",
    severity: "high",
    why: "Nodes that run with it lose AWS: no images, no addresses for pods, no way to join.",
};

const VOLUME_DRIVER: Precious = {
    noun: "volume driver",
    severity: "high",
    why: "Its volumes stay in AWS, but nothing attaches them any more: a pod that claims one waits for ever.",
};

/** Of every type that is not precious in itself. */
export const PROTECTED: Precious = {
    noun: "protected resource",
    severity: "high",
    why: "Somebody protected it against exactly this.",
};

/** Undefined for what can be made again as it was. */
export function preciousOf(change: Change): Precious | undefined {
    const known = PRECIOUS.get(change.type);
    if (known !== undefined) return known;
    if (isNodeRole(change.before)) return NODE_ROLE;
    if (change.operation === "delete" && isVolumeDriver(change.before)) return VOLUME_DRIVER;
    return change.before?.options.protect === true && change.custom ? PROTECTED : undefined;
}

function isVolumeDriver(resource: PlannedResource | undefined): boolean {
    return (
        resource?.type === "aws:eks/addon:Addon" && inputsOf(resource)["addonName"] === "aws-ebs-csi-driver"
    );
}

function isNodeRole(resource: PlannedResource | undefined): boolean {
    if (resource?.type !== "aws:iam/role:Role") return false;
    return JSON.stringify(openJson(inputsOf(resource)["assumeRolePolicy"]) ?? null).includes(
        "ec2.amazonaws.com",
    );
}
