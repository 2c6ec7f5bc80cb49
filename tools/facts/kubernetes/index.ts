/** Facts of Kubernetes objects, of releases and of the provider. */
import type { ResourceFacts } from "../facts";
import { mutatingAdmissionPolicy } from "./admissionregistration.k8s.io/v1/mutating-admission-policy";
import { mutatingAdmissionPolicyBinding } from "./admissionregistration.k8s.io/v1/mutating-admission-policy-binding";
import { validatingAdmissionPolicy } from "./admissionregistration.k8s.io/v1/validating-admission-policy";
import { validatingAdmissionPolicyBinding } from "./admissionregistration.k8s.io/v1/validating-admission-policy-binding";
import { configMap } from "./core/v1/config-map";
import { limitRange } from "./core/v1/limit-range";
import { privateCaClusterIssuer } from "./awspca.cert-manager.io/v1beta1/awspca-cluster-issuer";
import { clusterIssuer } from "./cert-manager.io/v1/cluster-issuer";
import { namespace } from "./core/v1/namespace";
import { resourceQuota } from "./core/v1/resource-quota";
import { secret } from "./core/v1/secret";
import { serviceAccountPatch } from "./core/v1/service-account-patch";
import { autoIngressClassParams } from "./eks.amazonaws.com/v1/ingress-class-params";
import { nodeClass } from "./eks.amazonaws.com/v1/node-class";
import { ingressClassParams } from "./elbv2.k8s.aws/v1beta1/ingress-class-params";
import { helmRelease } from "./helm.sh/v3/release";
import { ec2NodeClass } from "./karpenter.k8s.aws/v1/ec2-node-class";
import { nodePool } from "./karpenter.sh/v1/node-pool";
import { networkPolicy } from "./networking.k8s.io/v1/network-policy";
import { ingressClass } from "./networking.k8s.io/v1/ingress-class";
import { kubernetesProvider } from "./provider";
import { clusterRoleBinding } from "./rbac.authorization.k8s.io/v1/cluster-role-binding";
import { role } from "./rbac.authorization.k8s.io/v1/role";
import { roleBinding } from "./rbac.authorization.k8s.io/v1/role-binding";
import { volumeSnapshotClass } from "./snapshot.storage.k8s.io/v1/volume-snapshot-class";
import { clusterSecretStore } from "./external-secrets.io/v1/cluster-secret-store";
import { secretStore } from "./external-secrets.io/v1/secret-store";
import { deployment } from "./apps/v1/deployment";
import { priorityClass } from "./scheduling.k8s.io/v1/priority-class";
import { serviceAccount } from "./core/v1/service-account";
import { storageClass } from "./storage.k8s.io/v1/storage-class";
import { volumeAttributesClass } from "./storage.k8s.io/v1/volume-attributes-class";

export const KUBERNETES_FACTS: readonly ResourceFacts[] = [
    autoIngressClassParams,
    clusterIssuer,
    clusterRoleBinding,
    clusterSecretStore,
    configMap,
    deployment,
    ec2NodeClass,
    helmRelease,
    ingressClass,
    ingressClassParams,
    kubernetesProvider,
    limitRange,
    mutatingAdmissionPolicy,
    mutatingAdmissionPolicyBinding,
    namespace,
    networkPolicy,
    nodeClass,
    nodePool,
    priorityClass,
    privateCaClusterIssuer,
    resourceQuota,
    role,
    roleBinding,
    secret,
    secretStore,
    serviceAccount,
    serviceAccountPatch,
    storageClass,
    validatingAdmissionPolicy,
    validatingAdmissionPolicyBinding,
    volumeAttributesClass,
    volumeSnapshotClass,
];
