/** How rows about the catalogue select: charts, add-ons, storage, admission, and objects that have something in AWS. */
import type { PlannedGraph, PlannedResource } from "../../tools/plan/graph";
import { namespaceOf } from "./rows";
import { any, below, ofType, rightsBelow, type Selector, textOf } from "./selecting";
import * as are from "./selectors";

export const objects = (label: string, ...types: readonly string[]) =>
    any(label, ...types.map((type) => ofType(type.split(":").at(-1) ?? "", `kubernetes:${type}`)));

export const release = (chart: string) =>
    ofType(
        `chart ${chart}`,
        "kubernetes:helm.sh/v3:Release",
        ({ name }) => name === `chart-${chart}-release`,
    );

export const addon = (name: string) =>
    ofType(
        `add-on ${name}`,
        "aws:eks/addon:Addon",
        (resource) => textOf(resource, "addonName") === `"${name}"`,
    );

export const BALANCED = objects(
    "what has load balancers",
    "networking.k8s.io/v1:Ingress",
    "core/v1:Service",
    "elbv2.k8s.aws/v1beta1:TargetGroupBinding",
);
export const ROUTES = objects("routes of VPC Lattice", "gateway.networking.k8s.io/v1:HTTPRoute");
export const CLAIMS = objects("claims of volumes", "core/v1:PersistentVolumeClaim");
export const SNAPSHOTS = objects(
    "snapshots and their classes",
    "snapshot.storage.k8s.io/v1:VolumeSnapshot",
    "snapshot.storage.k8s.io/v1:VolumeSnapshotClass",
);
export const BALANCERS = release("aws-load-balancer-controller");
export const LATTICE = release("aws-gateway-controller-chart");
export const RECORDS = release("external-dns");
export const SECRETS = release("external-secrets");
export const SCALING = release("keda");
export const CALLING = any("controllers that make something in AWS", BALANCERS, LATTICE, RECORDS);
export const CONTROLLERS = any("controllers of objects", CALLING, SECRETS, SCALING);
export const SCRAPER = ofType("the scraper", "aws:amp/scraper:Scraper");

/** Mountpoint for S3 and disks of the node make nothing for a claim. */
export const DRIVERS = any(
    "drivers of volumes",
    are.EBS_CSI,
    addon("aws-efs-csi-driver"),
    addon("aws-fsx-csi-driver"),
    release("aws-fsx-openzfs-csi-driver"),
    release("trident-operator"),
);
export const MOUNTING = any(
    "what mounts file systems",
    addon("aws-efs-csi-driver"),
    addon("aws-fsx-csi-driver"),
    release("aws-fsx-openzfs-csi-driver"),
    release("trident-operator"),
);
export const ATTRIBUTES_CLASSES = objects("classes of attributes", "storage.k8s.io/v1:VolumeAttributesClass");
export const CLASSES = any(
    "classes of volumes",
    objects("classes of volumes", "storage.k8s.io/v1:StorageClass"),
    ATTRIBUTES_CLASSES,
);
export const FILE_SYSTEMS = any(
    "file systems and the ways to them",
    ...[
        "aws:efs/fileSystem:FileSystem",
        "aws:efs/mountTarget:MountTarget",
        "aws:efs/accessPoint:AccessPoint",
        "aws:fsx/lustreFileSystem:LustreFileSystem",
        "aws:fsx/ontapFileSystem:OntapFileSystem",
        "aws:fsx/ontapStorageVirtualMachine:OntapStorageVirtualMachine",
        "aws:fsx/openZfsFileSystem:OpenZfsFileSystem",
    ].map((type) => ofType(type, type)),
);

const ADMISSION = "admissionregistration.k8s.io/v1";
export const BINDINGS = objects(
    "bindings of policies of admission",
    `${ADMISSION}:ValidatingAdmissionPolicyBinding`,
    `${ADMISSION}:MutatingAdmissionPolicyBinding`,
);
export const POLICIES = objects(
    "policies of admission",
    `${ADMISSION}:ValidatingAdmissionPolicy`,
    `${ADMISSION}:MutatingAdmissionPolicy`,
);
export const PARAMS = ofType("values of policies", "kubernetes:core/v1:ConfigMap", ({ urn }) =>
    urn.includes("platform:admission:AdmissionPolicy$"),
);
export const WITH_PARAMS: Selector = {
    label: "bindings that read values",
    has: (resource, graph) =>
        BINDINGS.has(resource, graph) && textOf(resource, "spec").includes('"paramRef"'),
};

const TEAM = "platform:teams:Team";
const RBAC = "rbac.authorization.k8s.io/v1";
export const TEAM_BINDINGS = below(
    "further rights of people",
    TEAM,
    ofType("further rights", `kubernetes:${RBAC}:RoleBinding`, ({ name }) => name.endsWith("-further")),
);
export const TEAM_ROLES = below("what they are", TEAM, ofType("what they are", `kubernetes:${RBAC}:Role`));

const WORKLOAD = "platform:teams:Workload";
export const WORKLOAD_ASSOCIATIONS = below(
    "associations of a team's pods",
    WORKLOAD,
    ofType("associations", "aws:eks/podIdentityAssociation:PodIdentityAssociation"),
);
export const WORKLOAD_RIGHTS = rightsBelow("rights of a team's pods", WORKLOAD);

export const NAMESPACES = objects("namespaces", "core/v1:Namespace");
/** Objects and charts. */
export const IN_NAMESPACES: Selector = {
    label: "what is in a namespace",
    has: (resource: PlannedResource, graph: PlannedGraph) =>
        !NAMESPACES.has(resource, graph) && namespaceOf(resource) !== undefined,
};

export const ADOT = addon("adot");
export const CERT_MANAGER = release("cert-manager");

const COMPLIANCE = "platform:compliance:Compliance";
const ofCompliance = (label: string, type: string) => below(label, COMPLIANCE, ofType(label, type));
export const RULES = ofCompliance("rules of AWS Config", "aws:cfg/rule:Rule");
export const RECORDING = ofCompliance("the recorder's switch", "aws:cfg/recorderStatus:RecorderStatus");
export const DELIVERY = ofCompliance("where it delivers to", "aws:cfg/deliveryChannel:DeliveryChannel");
export const RECORDER = ofCompliance("the recorder", "aws:cfg/recorder:Recorder");
export const RECORDER_RIGHTS = rightsBelow("the rights of the recorder", COMPLIANCE);

const AUDIT_TRAIL = "platform:audit-trail:AuditTrail";
export const TRAIL = ofType("the trail", "aws:cloudtrail/trail:Trail");
export const TRAIL_KEY = below("its key", AUDIT_TRAIL, ofType("its key", "aws:kms/key:Key"));

/** A bucket, who may write into it, and what holds for what is written. */
const bucketOf = (component: string) =>
    below(
        "its bucket",
        component,
        any(
            "its bucket",
            ...[
                "aws:s3/bucket:Bucket",
                "aws:s3/bucketPolicy:BucketPolicy",
                "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
                "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
                "aws:s3/bucketVersioning:BucketVersioning",
            ].map((type) => ofType(type, type)),
        ),
    );
export const RECORDER_BUCKET = bucketOf(COMPLIANCE);
export const TRAIL_BUCKET = bucketOf(AUDIT_TRAIL);

const BATCH = "platform:batch:Batch";
export const BATCH_QUEUES = ofType("queues of AWS Batch", "aws:batch/jobQueue:JobQueue");
export const BATCH_ENVIRONMENTS = ofType(
    "compute environments of AWS Batch",
    "aws:batch/computeEnvironment:ComputeEnvironment",
);
export const BATCH_ACCESS = below(
    "what lets AWS Batch make pods",
    BATCH,
    ofType("access policies", "aws:eks/accessPolicyAssociation:AccessPolicyAssociation"),
);
export const BATCH_JOINS = below(
    "what nodes of AWS Batch join by",
    BATCH,
    any(
        "rights and entries",
        ofType("rights", "aws:iam/rolePolicyAttachment:RolePolicyAttachment"),
        ofType("entries", "aws:eks/accessEntry:AccessEntry"),
    ),
);
export const JOBS_NAMESPACE = ofType(
    "the namespace of jobs",
    "kubernetes:core/v1:Namespace",
    ({ name }) => name === "namespace-team-a-namespace",
);

const EMR = "platform:emr:VirtualCluster";
export const EMR_CLUSTERS = ofType(
    "virtual clusters of EMR",
    "aws:emrcontainers/virtualCluster:VirtualCluster",
);
export const EMR_LOGS = below(
    "where jobs of EMR log",
    EMR,
    ofType("logs", "aws:cloudwatch/logGroup:LogGroup"),
);
export const EMR_IDENTITY = below(
    "associations of job roles",
    EMR,
    ofType("associations", "aws:eks/podIdentityAssociation:PodIdentityAssociation"),
);
export const EMR_RIGHTS = below(
    "rights of job roles",
    EMR,
    ofType("rights", "aws:iam/rolePolicy:RolePolicy"),
);
