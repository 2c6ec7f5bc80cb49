/** What controls of data, names, watching and teams must notice. */
import type { Json } from "../../../../components/shared/json";
import { TYPES } from "../../../../tools/policy/planned";
import {
    alter,
    edit,
    type Mutant,
    type Mutants,
    onlyIn,
    set,
    setInText,
    withResource,
    without,
} from "../mutate";

const BUCKET = (kind: string): string => `aws:s3/${kind.charAt(0).toLowerCase()}${kind.slice(1)}:${kind}`;
const FSX = [
    "aws:fsx/lustreFileSystem:LustreFileSystem",
    "aws:fsx/ontapFileSystem:OntapFileSystem",
    "aws:fsx/openZfsFileSystem:OpenZfsFileSystem",
];
const CERTIFICATE = "aws:acm/certificate:Certificate";
const TRAIL = "aws:cloudtrail/trail:Trail";
const TOPIC_POLICY = "aws:sns/topicPolicy:TopicPolicy";
const VAULT = "aws:backup/vault:Vault";
const WORKSPACE = "aws:grafana/workspace:Workspace";
const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const BINDING = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding";
const PARAMS = "kubernetes:elbv2.k8s.aws/v1beta1:IngressClassParams";
const VALIDATING = "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy";
const SUBJECT = (kind: string, name: string): Json => ({ kind, name });
const EVERYBODY: Json = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
};
const OPEN = JSON.stringify(EVERYBODY);

const IDENTITIES: Mutants = {
    C21: [
        set(TYPES.launchTemplate, "metadataOptions.httpPutResponseHopLimit", 3),
        set(TYPES.nodeClass, "spec.metadataOptions.httpPutResponseHopLimit", 64),
    ],
    C31: [
        set(
            TYPES.selfManagedGroup,
            "mixedInstancesPolicy.launchTemplate.launchTemplateSpecification.version",
            "$Latest",
        ),
        set(TYPES.selfManagedGroup, "mixedInstancesPolicy", undefined),
    ],
    C34: [TYPES.policy, TYPES.rolePolicy].map((type) =>
        setInText(type, "policy", "Statement.0", { Effect: "Allow", Action: "kms:Decrypt", Resource: "*" }),
    ),
    C38: [set("aws:iam/openIdConnectProvider:OpenIdConnectProvider", "clientIdLists", ["another"])],
    C109: [
        set(
            "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
            "principalArn",
            "arn:aws:iam::123456789012:role/somebody",
        ),
    ],
    C39: [
        set("aws:eks/podIdentityAssociation:PodIdentityAssociation", "serviceAccount", "default"),
        set("aws:eks/podIdentityAssociation:PodIdentityAssociation", "serviceAccount", undefined),
    ],
    C84: [
        set(TYPES.accessEntry, "principalArn", "arn:aws:iam::123456789012:root"),
        alter(TYPES.accessEntry, "a group of Kubernetes' own", (one) => ({
            ...one,
            inputs: { type: "STANDARD", kubernetesGroups: ["system:masters"] },
        })),
    ],
    C85: [
        set(TYPES.cluster, "accessConfig.bootstrapClusterCreatorAdminPermissions", true),
        set(TYPES.cluster, "accessConfig.bootstrapClusterCreatorAdminPermissions", undefined),
    ],
    C86: [
        set(BINDING, "subjects", [SUBJECT("Group", "system:unauthenticated")]),
        set(BINDING, "subjects", [SUBJECT("User", "system:anonymous")]),
        withResource(BINDING, { subjects: [SUBJECT("ServiceAccount", "default")] }),
    ],
    C87: [
        set(BINDING, "subjects", [SUBJECT("ServiceAccount", "deployer")]),
        withResource(BINDING, {
            roleRef: { name: "cluster-admin" },
            subjects: [SUBJECT("ServiceAccount", "deployer")],
        }),
    ],
    C88: [
        withResource("kubernetes:rbac.authorization.k8s.io/v1:ClusterRole", {
            rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }],
        }),
    ],
    C89: [
        set("aws:eks/identityProviderConfig:IdentityProviderConfig", "oidc.issuerUrl", "http://example.com"),
        set("aws:eks/identityProviderConfig:IdentityProviderConfig", "oidc.clientId", undefined),
    ],
    C90: [
        set("aws:rolesanywhere/profile:Profile", "roleArns", ["a", "b"]),
        set("aws:rolesanywhere/trustAnchor:TrustAnchor", "source.sourceType", "SELF_SIGNED_REPOSITORY"),
    ],
};

const KEYS: Mutants = {
    C45: [
        set(TYPES.key, "policy", OPEN),
        setInText(TYPES.key, "policy", "Statement.0", { Effect: "Allow", Principal: { AWS: "*" } }),
    ],
    C46: [
        onlyIn(
            "production",
            alter(VAULT, "goes with its backups", (one) => ({ ...one, inputs: { forceDestroy: true } })),
        ),
        onlyIn("production", set(VAULT, "kmsKeyArn", undefined)),
    ],
    C54: [set(TYPES.endpoint, "policy", OPEN), set(TYPES.endpoint, "policy", undefined)],
    C66: [set(TYPES.logGroup, "retentionInDays", undefined), set(TYPES.logGroup, "retentionInDays", 0)],
    C92: [
        set(TRAIL, "enableLogging", false),
        set(TRAIL, "enableLogFileValidation", undefined),
        set(TRAIL, "kmsKeyId", undefined),
    ],
    C93: [
        setInText(TYPES.key, "policy", "Statement.0", {
            Effect: "Allow",
            Principal: { Service: "logs.us-east-1.amazonaws.com" },
        }),
    ],
    C63: [
        withResource("aws:cloudwatch/eventBusPolicy:EventBusPolicy", {
            policy: OPEN,
        }),
    ],
    C71: [
        set(TOPIC_POLICY, "policy", OPEN),
        without(TOPIC_POLICY),
        set("aws:sns/topicSubscription:TopicSubscription", "protocol", "http"),
    ],
    C72: [withResource(TYPES.topic, { name: "further" })],
};

const DATA: Mutants = {
    C67: [
        without(BUCKET("BucketPublicAccessBlock")),
        ...["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"].map((key) =>
            set(BUCKET("BucketPublicAccessBlock"), key, false),
        ),
    ],
    C68: [
        without(BUCKET("BucketPolicy")),
        setInText(BUCKET("BucketPolicy"), "policy", "Statement.0.Effect", "Allow"),
        set(BUCKET("BucketPolicy"), "policy", OPEN),
    ],
    C69: [
        without(BUCKET("BucketServerSideEncryptionConfiguration")),
        set(BUCKET("BucketVersioning"), "versioningConfiguration.status", "Suspended"),
        set(BUCKET("BucketOwnershipControls"), "rule.objectOwnership", "ObjectWriter"),
        set(BUCKET("BucketLifecycleConfiguration"), "rules", []),
    ],
    C70: [
        set(TYPES.repository, "imageScanningConfiguration.scanOnPush", false),
        set(TYPES.repository, "imageTagMutability", "MUTABLE"),
        without("aws:ecr/lifecyclePolicy:LifecyclePolicy"),
        onlyIn(
            "production",
            alter(TYPES.repository, "goes with its images", (one) => ({
                ...one,
                inputs: { forceDelete: true },
            })),
        ),
    ],
    C73: [
        set(TYPES.fileSystem, "encrypted", false),
        set(TYPES.accessPoint, "rootDirectory.path", "/"),
        set(TYPES.accessPoint, "posixUser.uid", 0),
        set(TYPES.accessPoint, "posixUser", undefined),
    ],
    C94: [withResource("platform:admission:AdmissionPolicy", { policy: "host" }, "admission-further")],
    C95: [
        set("aws:ecr/repositoryPolicy:RepositoryPolicy", "policy", OPEN),
        setInText("aws:ecr/repositoryPolicy:RepositoryPolicy", "policy", "Statement.0.Principal", {
            AWS: "*",
        }),
    ],
    C96: [set("aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration", "rules", [])],
    C97: [
        set("aws:efs/mountTarget:MountTarget", "securityGroups", undefined),
        ...FSX.map((type) => set(type, "securityGroupIds", [])),
    ],
    C98: [
        ...FSX.map((type) => set(type, "kmsKeyId", undefined)),
        set("aws:fsx/openZfsFileSystem:OpenZfsFileSystem", "copyTagsToBackups", false),
    ],
    C99: [
        edit(TYPES.storageClass, "volumes of EBS in the clear", (inputs) => ({
            ...(inputs as { readonly [key: string]: Json }),
            provisioner: "ebs.csi.aws.com",
            parameters: { encrypted: "false" },
        })),
    ],
    R43: [
        set("aws:efs/backupPolicy:BackupPolicy", "backupPolicy.status", "DISABLED"),
        without("aws:efs/backupPolicy:BackupPolicy"),
        withResource(FSX[0] ?? "", { automaticBackupRetentionDays: 1 }),
        set("aws:backup/plan:Plan", "rules", [{ lifecycle: { deleteAfter: 3 } }]),
    ],
};

const loosened = (key: string, value: Json | undefined): Mutant =>
    set(DEPLOYMENT, `spec.template.spec.containers.0.securityContext.${key}`, value);

const CLUSTER: Mutants = {
    C74: [
        set(TYPES.namespace, "metadata.labels", undefined),
        edit(TYPES.namespace, "privileged", (inputs) => ({
            ...(inputs as { readonly [key: string]: Json }),
            metadata: { name: "x", labels: { "pod-security.kubernetes.io/enforce": "privileged" } },
        })),
    ],
    C78: [
        without("kubernetes:networking.k8s.io/v1:NetworkPolicy", ({ name }) => name.endsWith("default-deny")),
    ],
    C79: [twoTeams()],
    C82: [withResource("kubernetes:core/v1:Secret", { metadata: { name: "x", namespace: "x" } })],
    C83: [
        set(PARAMS, "spec.scheme", "internet-facing"),
        onlyIn("production", set(PARAMS, "spec.certificateArn", undefined)),
        withResource("kubernetes:core/v1:Service", {
            metadata: {
                namespace: "x",
                annotations: { "service.beta.kubernetes.io/aws-load-balancer-scheme": "internet-facing" },
            },
        }),
        withResource("kubernetes:networking.k8s.io/v1:Ingress", {
            metadata: {
                namespace: "x",
                annotations: { "alb.ingress.kubernetes.io/scheme": "internet-facing" },
            },
        }),
    ],
    C91: [
        set("aws:guardduty/detector:Detector", "enable", false),
        set("aws:guardduty/detectorFeature:DetectorFeature", "status", "DISABLED"),
        without("aws:guardduty/detectorFeature:DetectorFeature"),
    ],
    C100: [set("aws:cfg/recorderStatus:RecorderStatus", "isEnabled", false)],
    C101: [
        set(WORKSPACE, "authenticationProviders", []),
        set(WORKSPACE, "accountAccessType", "ORGANIZATION"),
    ],
    C102: [
        set(VALIDATING, "spec.failurePolicy", "Ignore"),
        set(
            "kubernetes:admissionregistration.k8s.io/v1:MutatingAdmissionPolicy",
            "spec.failurePolicy",
            "Ignore",
        ),
        onlyIn("production", set(`${VALIDATING}Binding`, "spec.validationActions", ["Warn"])),
    ],
    C103: [set(TYPES.namespace, "metadata.labels", undefined)],
    C104: [
        set("kubernetes:external-secrets.io/v1:ClusterSecretStore", "spec.conditions", undefined),
        set("kubernetes:external-secrets.io/v1:SecretStore", "metadata.namespace", undefined),
    ],
    C105: [set("aws:eks/capability:Capability", "deletePropagationPolicy", "DELETE")],
    C106: [
        alter(CERTIFICATE, "a short key", (one) => ({ ...one, inputs: { keyAlgorithm: "RSA_1024" } })),
        set(CERTIFICATE, "validationMethod", "EMAIL"),
        set("kubernetes:cert-manager.io/v1:ClusterIssuer", "spec.acme.server", "http://example.com"),
    ],
    C107: [set("aws:vpclattice/serviceNetwork:ServiceNetwork", "authType", "NONE")],
    C108: [set("aws:route53/zone:Zone", "forceDestroy", true)],
    C112: [
        set(`${VALIDATING}Binding`, "spec.validationActions", ["Audit"]),
        without(`${VALIDATING}Binding`, ({ name }) => name.includes("-team-payments-")),
    ],
    R14: [set(TYPES.addon, "addonVersion", undefined), set(TYPES.release, "version", "^1.0")],
    R27: [set(TYPES.nodePool, "spec.template.spec.expireAfter", "Never")],
    R34: [
        edit(DEPLOYMENT, "listens and says nothing", (inputs) => ({
            ...(inputs as { readonly [key: string]: Json }),
            spec: { template: { spec: { containers: [{ name: "x", ports: [{ containerPort: 80 }] }] } } },
        })),
    ],
    R36: [
        without("aws:amp/ruleGroupNamespace:RuleGroupNamespace"),
        without("aws:amp/alertManagerDefinition:AlertManagerDefinition"),
    ],
    R44: [
        set(TYPES.nodeGroup, "nodeRepairConfig.enabled", false),
        set(TYPES.nodeGroup, "nodeRepairConfig", undefined),
    ],
};

/** Beside what is changed of charts and add-ons. */
export const PODS: Mutants = {
    C76: [
        loosened("runAsNonRoot", false),
        loosened("allowPrivilegeEscalation", undefined),
        loosened("readOnlyRootFilesystem", false),
        loosened("capabilities", { drop: ["NET_RAW"] }),
        loosened("seccompProfile", undefined),
    ],
    C77: [
        set(DEPLOYMENT, "spec.template.spec.containers.0.resources", undefined),
        set(DEPLOYMENT, "spec.template.spec.containers.0.resources.limits.memory", "1Gi"),
    ],
    C81: [
        set(DEPLOYMENT, "spec.template.spec.automountServiceAccountToken", true),
        set("kubernetes:core/v1:ServiceAccountPatch", "automountServiceAccountToken", true),
    ],
};

export const FURTHER_MUTANTS: Mutants = { ...IDENTITIES, ...KEYS, ...DATA, ...CLUSTER };

/** Two namespaces more, without a quota. */
function twoTeams(): Mutant {
    const [one, other] = ["one", "other"].map((namespace) =>
        withResource("platform:namespaces:Namespace", { namespace }, `namespace-${namespace}`),
    );
    return {
        change: "two platform:namespaces:Namespace more",
        mutate: (graph, level) => {
            const first = one?.mutate(graph, level) ?? graph;
            return other?.mutate(first, level) ?? first;
        },
    };
}
