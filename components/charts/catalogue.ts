/** The Helm charts the kit knows. A further one is a file of its own and a line here: docs/add-a-part.md. */
import { dynamodbController, s3Controller, sqsController } from "./ack-services";
import { argoCd } from "./argo-cd";
import { loadBalancerController } from "./aws-load-balancer-controller";
import { clusterAutoscaler } from "./cluster-autoscaler";
import { certManager } from "./cert-manager";
import { externalDns } from "./external-dns";
import { privateCaIssuer } from "./aws-privateca-issuer";
import type { KnownChart } from "./definition";
import { descheduler } from "./descheduler";
import { externalSecrets } from "./external-secrets";
import { flux2 } from "./flux2";
import { keda } from "./keda";
import { kro } from "./kro";
import { kuberayOperator } from "./kuberay-operator";
import { kueue } from "./kueue";
import { kyverno } from "./kyverno";
import { fluentBit } from "./fluent-bit";
import { kubePrometheusStack } from "./kube-prometheus-stack";
import { latticeController } from "./lattice-controller";
import { opencost } from "./opencost";
import { verticalPodAutoscaler } from "./vertical-pod-autoscaler";
import { sparkOperator } from "./spark-operator";
import { openZfsCsiDriver } from "./openzfs-csi-driver";
import { tridentOperator } from "./trident-operator";
import { velero } from "./velero";
import { volcano } from "./volcano";

/** By the name they are published under. What is said of each here is what an editor and docs/shape.md show of its word. */
export const CHARTS = {
    /** Grows and shrinks managed nodes. Of compute of kind `managed`. */
    "cluster-autoscaler": clusterAutoscaler,
    /** Load balancers of Ingresses, Services and Gateways; or targets alone of groups that somebody else keeps. */
    "aws-load-balancer-controller": loadBalancerController,
    /** Records of Services, Ingresses and Gateways in hosted zones, or services of AWS Cloud Map. */
    "external-dns": externalDns,
    /** Certificates as Secrets, of Let's Encrypt or of other issuers. */
    "cert-manager": certManager,
    /** Certificates of AWS Private CA, through cert-manager. */
    "aws-privateca-issuer": privateCaIssuer,
    /** Makes services of VPC Lattice of Gateways and routes of Kubernetes. With `lattice` of the shape. */
    "aws-gateway-controller-chart": latticeController,
    /** Keeps Secrets of Kubernetes equal to those of Secrets Manager and Parameter Store. With `secretStores`. */
    "external-secrets": externalSecrets,
    /** Scales Deployments by what waits for them, such as messages of a queue, down to none. */
    keda,
    /** Says what pods should ask for and, when told, has them ask for it. */
    "vertical-pod-autoscaler": verticalPodAutoscaler,
    /** Evicts pods that the scheduler would by now place elsewhere. */
    descheduler,
    /** What pods, namespaces and teams cost. It needs nothing beside it. */
    opencost,
    /** Policies that check signatures, look things up or make objects. Not on Kubernetes 1.36: `admissionPolicies` need no engine. */
    kyverno,
    /** Prometheus, Alertmanager and exporters in the cluster, and Grafana with the kit's dashboards. */
    "kube-prometheus-stack": kubePrometheusStack,
    /** Logs of every node to groups of CloudWatch that are made first. */
    "fluent-bit": fluentBit,
    /** Mounts FSx for OpenZFS, and makes its file systems and volumes. With add-on `snapshot-controller`. */
    "aws-fsx-openzfs-csi-driver": openZfsCsiDriver,
    /** Mounts FSx for NetApp ONTAP, and makes its volumes. */
    "trident-operator": tridentOperator,
    /** Copies objects of Kubernetes into a bucket, with snapshots of their volumes. With add-on `snapshot-controller`. */
    velero,
    /** Lets jobs start when what they ask for is free, by queues of namespaces. */
    kueue,
    /** A scheduler for jobs whose pods start all at once or not at all. One of it and Kueue. */
    volcano,
    /** Clusters, jobs and services of Ray. */
    "kuberay-operator": kuberayOperator,
    /** Runs applications of Apache Spark that are objects of Kubernetes. */
    "spark-operator": sparkOperator,
    /** Argo CD in the cluster, which EKS runs outside of it as `capabilities.argoCd`. With `gitops.argoCd`. */
    "argo-cd": argoCd,
    /** Flux: its controllers of sources, Kustomizations, Helm releases and notifications. With `gitops.flux`. */
    flux2,
    /** Buckets of S3 as objects of the cluster (ACK), which EKS runs outside of it as `capabilities.ack`. */
    "s3-chart": s3Controller,
    /** Queues of SQS as objects of the cluster (ACK). */
    "sqs-chart": sqsController,
    /** Tables of DynamoDB and their backups as objects of the cluster (ACK). */
    "dynamodb-chart": dynamodbController,
    /** Kinds of your own, made of other kinds, which EKS runs outside of the cluster as `capabilities.kro`. */
    kro,
} as const satisfies Readonly<Record<string, KnownChart>>;

export type ChartName = keyof typeof CHARTS;

export const CHART_NAMES = Object.keys(CHARTS) as readonly ChartName[];
