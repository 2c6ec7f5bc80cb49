/** Versions of Kubernetes' own APIs: from which minor each is deprecated, and from which the API server has it no more. */
import type { Pin } from "../../../components/versions";

/** Kinds of one version of an API that live and go together. */
export interface ApiLife {
    readonly apiVersion: string;
    readonly kinds: readonly string[];
    /** First minor that warns of it. */
    readonly deprecated: string;
    /** First minor without it. */
    readonly removed: string;
    /** What takes its place. @default another version of the same group, which the sources do not name */
    readonly instead?: string;
    readonly source: Pick<Pin, "address" | "seen" | "source">;
}

const LIVING = sourceOf("v0.37.1", "2026-11-29");
/** Of versions that v0.37 has no types of any more. */
const PAST = sourceOf("v0.31.0", "2026-11-29");

/** A minor that none of them is known beyond: newer ones may take more away. */
export const APIS_KNOWN_TO = "1.37";

/** What somebody may still have written in a file. Kinds that are only asked and never kept are left out. */
export const API_LIVES: readonly ApiLife[] = [
    api(
        "admissionregistration.k8s.io/v1alpha1",
        "MutatingAdmissionPolicy MutatingAdmissionPolicyBinding",
        "1.35",
        "1.38",
    ),
    api(
        "admissionregistration.k8s.io/v1alpha1",
        "ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding",
        "1.29",
        "1.32",
    ),
    api(
        "admissionregistration.k8s.io/v1beta1",
        "MutatingAdmissionPolicy MutatingAdmissionPolicyBinding",
        "1.37",
        "1.40",
        "admissionregistration.k8s.io/v1",
    ),
    api(
        "admissionregistration.k8s.io/v1beta1",
        "MutatingWebhookConfiguration ValidatingWebhookConfiguration",
        "1.16",
        "1.22",
        "admissionregistration.k8s.io/v1",
    ),
    api(
        "admissionregistration.k8s.io/v1beta1",
        "ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding",
        "1.31",
        "1.34",
    ),
    api("apps/v1beta1", "ControllerRevision Deployment StatefulSet", "1.8", "1.16", "apps/v1"),
    api(
        "apps/v1beta2",
        "ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet",
        "1.9",
        "1.16",
        "apps/v1",
    ),
    gone("autoscaling/v2beta1", "HorizontalPodAutoscaler", "1.22", "1.25", "autoscaling/v2"),
    gone("autoscaling/v2beta2", "HorizontalPodAutoscaler", "1.23", "1.26", "autoscaling/v2"),
    api("batch/v1beta1", "CronJob", "1.21", "1.25", "batch/v1"),
    api("certificates.k8s.io/v1alpha1", "ClusterTrustBundle", "1.34", "1.37"),
    api("certificates.k8s.io/v1beta1", "CertificateSigningRequest", "1.19", "1.22", "certificates.k8s.io/v1"),
    api(
        "certificates.k8s.io/v1beta1",
        "ClusterTrustBundle PodCertificateRequest",
        "1.37",
        "1.40",
        "certificates.k8s.io/v1",
    ),
    gone("coordination.k8s.io/v1alpha1", "LeaseCandidate", "1.34", "1.37"),
    api("coordination.k8s.io/v1alpha2", "LeaseCandidate", "1.35", "1.38"),
    api("coordination.k8s.io/v1beta1", "Lease", "1.19", "1.22", "coordination.k8s.io/v1"),
    api("coordination.k8s.io/v1beta1", "LeaseCandidate", "1.36", "1.39"),
    api("discovery.k8s.io/v1beta1", "EndpointSlice", "1.21", "1.25", "discovery.k8s.io/v1"),
    api("extensions/v1beta1", "DaemonSet Deployment ReplicaSet", "1.8", "1.16", "apps/v1"),
    api("extensions/v1beta1", "Ingress", "1.14", "1.22", "networking.k8s.io/v1"),
    api("extensions/v1beta1", "NetworkPolicy", "1.9", "1.16", "networking.k8s.io/v1"),
    api(
        "flowcontrol.apiserver.k8s.io/v1beta1",
        "FlowSchema PriorityLevelConfiguration",
        "1.23",
        "1.26",
        "flowcontrol.apiserver.k8s.io/v1beta3",
    ),
    api(
        "flowcontrol.apiserver.k8s.io/v1beta2",
        "FlowSchema PriorityLevelConfiguration",
        "1.26",
        "1.29",
        "flowcontrol.apiserver.k8s.io/v1beta3",
    ),
    api(
        "flowcontrol.apiserver.k8s.io/v1beta3",
        "FlowSchema PriorityLevelConfiguration",
        "1.29",
        "1.32",
        "flowcontrol.apiserver.k8s.io/v1",
    ),
    api("lifecycle.k8s.io/v1alpha1", "EvictionRequest", "1.40", "1.43"),
    gone("networking.k8s.io/v1alpha1", "IPAddress ServiceCIDR", "1.30", "1.33"),
    api("networking.k8s.io/v1beta1", "IPAddress ServiceCIDR", "1.34", "1.37"),
    api("networking.k8s.io/v1beta1", "Ingress IngressClass", "1.19", "1.22", "networking.k8s.io/v1"),
    api("node.k8s.io/v1beta1", "RuntimeClass", "1.22", "1.25"),
    api("policy/v1beta1", "PodDisruptionBudget", "1.21", "1.25", "policy/v1"),
    api(
        "rbac.authorization.k8s.io/v1beta1",
        "ClusterRole ClusterRoleBinding Role RoleBinding",
        "1.17",
        "1.22",
        "rbac.authorization.k8s.io/v1",
    ),
    api("resource.k8s.io/v1alpha3", "DeviceTaintRule", "1.36", "1.39"),
    api("resource.k8s.io/v1alpha3", "ResourcePoolStatusRequest", "1.39", "1.42"),
    api(
        "resource.k8s.io/v1beta1",
        "DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice",
        "1.35",
        "1.38",
    ),
    api(
        "resource.k8s.io/v1beta2",
        "DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice",
        "1.36",
        "1.39",
    ),
    api("resource.k8s.io/v1beta2", "DeviceTaintRule", "1.39", "1.42"),
    api("scheduling.k8s.io/v1beta1", "PodGroup Workload", "1.40", "1.43"),
    api("scheduling.k8s.io/v1beta1", "PriorityClass", "1.14", "1.22", "scheduling.k8s.io/v1"),
    api("storage.k8s.io/v1alpha1", "CSIStorageCapacity", "1.21", "1.24", "storage.k8s.io/v1beta1"),
    api("storage.k8s.io/v1alpha1", "VolumeAttachment", "1.21", "1.24", "storage.k8s.io/v1"),
    api("storage.k8s.io/v1alpha1", "VolumeAttributesClass", "1.32", "1.35", "storage.k8s.io/v1"),
    api(
        "storage.k8s.io/v1beta1",
        "CSIDriver StorageClass VolumeAttachment",
        "1.19",
        "1.22",
        "storage.k8s.io/v1",
    ),
    api("storage.k8s.io/v1beta1", "CSINode", "1.17", "1.22", "storage.k8s.io/v1"),
    api("storage.k8s.io/v1beta1", "CSIStorageCapacity", "1.24", "1.27", "storage.k8s.io/v1"),
    api("storage.k8s.io/v1beta1", "VolumeAttributesClass", "1.34", "1.37", "storage.k8s.io/v1"),
    gone("storagemigration.k8s.io/v1alpha1", "StorageVersionMigration", "1.33", "1.36"),
    api(
        "storagemigration.k8s.io/v1beta1",
        "StorageVersionMigration",
        "1.37",
        "1.40",
        "storagemigration.k8s.io/v1",
    ),
];

function sourceOf(version: string, seen: string): ApiLife["source"] {
    return {
        source: `k8s.io/api ${version}, zz_generated.prerelease-lifecycle.go`,
        seen,
        address: `https://pkg.go.dev/k8s.io/api@${version}`,
    };
}

function api(
    apiVersion: string,
    kinds: string,
    deprecated: string,
    removed: string,
    instead?: string,
): ApiLife {
    return {
        ...{ apiVersion, kinds: kinds.split(" "), deprecated, removed, source: LIVING },
        ...(instead === undefined ? {} : { instead }),
    };
}

function gone(...row: Parameters<typeof api>): ApiLife {
    return { ...api(...row), source: PAST };
}
