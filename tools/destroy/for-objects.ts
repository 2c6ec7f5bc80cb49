/** What controllers make for objects that lead into a cluster, or are read from outside. */
import { objectOf, textOf } from "../facts/build";
import type { PlannedResource } from "../plan/graph";
import { aws, command } from "./commands";
import { CLUSTER, isAutoMode, type Leak, type Site } from "./leak";
import { recordsOf } from "./records";

/** A chart of an OCI registry has its address before its name. */
function isChart({ inputs }: PlannedResource, name: string): boolean {
    return textOf(objectOf(inputs)["chart"]).endsWith(name);
}

/** What of Elastic Load Balancing carries a tag of the cluster. */
function loadBalancers({ region }: Site, tag: string) {
    return aws(
        region,
        "resourcegroupstaggingapi get-resources",
        ...["--tag-filters", tag, "--resource-type-filters", "elasticloadbalancing"],
        ...["--query", "ResourceTagMappingList[].ResourceARN"],
    );
}

export const FOR_OBJECTS: readonly Leak[] = [
    {
        id: "gitops",
        effect: "remove-first",
        by: {
            charts: ["argo-cd", "flux2"],
            types: ["aws:eks/capability:Capability"],
            when: ({ type }) => type === "ARGOCD",
        },
        what: "Applications of GitOps",
        why: "They bring back what is deleted below, and an Application with a finalizer hangs once its controller is gone.",
        objects: ["applications.argoproj.io", "applicationsets.argoproj.io"],
        first: (_site, found) => [
            ...(found.every((one) => isChart(one, "flux2"))
                ? []
                : [
                      command("kubectl delete applicationsets.argoproj.io --all -A"),
                      command("kubectl delete applications.argoproj.io --all -A"),
                  ]),
            ...(found.some((one) => isChart(one, "flux2"))
                ? [
                      command(
                          "kubectl delete kustomizations.kustomize.toolkit.fluxcd.io,helmreleases.helm.toolkit.fluxcd.io --all -A",
                      ),
                  ]
                : []),
        ],
        gone: () => [],
        source: "Argo CD documentation, user-guide/app_deletion; Flux documentation, installation/uninstall",
    },
    {
        id: "aws-objects",
        effect: "remove-first",
        by: {
            charts: ["crossplane", "dynamodb-chart", "kro", "s3-chart", "sqs-chart"],
            types: ["aws:eks/capability:Capability"],
            when: ({ type }) => type === "ACK" || type === "KRO",
        },
        what: "Objects that are resources of AWS: ACK, kro, Crossplane",
        why: "The resources they stand for stay in AWS when their controller goes first, and their finalizers hang; EKS's own capabilities leave them on purpose (deletePropagationPolicy RETAIN).",
        first: () => [
            command("kubectl api-resources --verbs=list -o name", "those of *.services.k8s.aws and kro.run"),
            command("kubectl delete <kind> --all -A", "each of them, where what it stands for shall go"),
        ],
        gone: () => [],
        source: "EKS User Guide, capabilities, deletePropagationPolicy; AWS Controllers for Kubernetes documentation, deletion-policy",
    },
    {
        id: "services",
        effect: "remove-first",
        by: { types: [CLUSTER] },
        what: "Services of type LoadBalancer",
        why: "EKS makes a load balancer and its security group for each. They outlive the cluster, hold subnets, internet gateway and VPC, and cost money.",
        objects: ["services"],
        first: () => [command("kubectl delete services -A --field-selector spec.type=LoadBalancer")],
        gone: (site) => [loadBalancers(site, `Key=kubernetes.io/cluster/${site.cluster},Values=owned`)],
        source: "EKS User Guide, delete-cluster: services with an external IP first",
    },
    {
        id: "ingresses",
        effect: "remove-first",
        by: { charts: ["aws-load-balancer-controller"] },
        what: "Ingresses, Gateways and TargetGroupBindings of the AWS Load Balancer Controller",
        why: "Their load balancers, target groups and k8s-* security groups stay, and their finalizers hang. The controller works on after its objects are gone: give it a minute.",
        objects: ["ingresses", "gateways.gateway.networking.k8s.io", "targetgroupbindings.elbv2.k8s.aws"],
        first: () => [
            command("kubectl delete ingress --all -A"),
            command(
                "kubectl delete gateways.gateway.networking.k8s.io --all -A",
                "where Gateway API is installed",
            ),
            command("kubectl delete targetgroupbindings.elbv2.k8s.aws --all -A"),
        ],
        gone: (site) => [
            loadBalancers(site, `Key=elbv2.k8s.aws/cluster,Values=${site.cluster}`),
            aws(
                site.region,
                "ec2 describe-security-groups",
                ...["--filters", `Name=tag:elbv2.k8s.aws/cluster,Values=${site.cluster}`],
                ...["--query", "SecurityGroups[].GroupId"],
            ),
        ],
        source: "kubernetes-sigs/aws-load-balancer-controller#2014, #1879; pkg/deploy/tracking/provider.go",
    },
    {
        id: "ingresses-of-auto-mode",
        effect: "remove-first",
        by: { types: [CLUSTER], when: isAutoMode },
        what: "Ingresses and TargetGroupBindings of Auto Mode",
        why: "Auto Mode's controller goes with the cluster: load balancers, target groups and security groups that are left then stay.",
        objects: ["ingresses", "targetgroupbindings.eks.amazonaws.com"],
        first: () => [
            command("kubectl delete ingress --all -A"),
            command("kubectl delete targetgroupbindings.eks.amazonaws.com --all -A"),
        ],
        gone: (site) => [loadBalancers(site, `Key=eks:eks-cluster-name,Values=${site.cluster}`)],
        source: "EKS User Guide, automode/auto-configure-alb",
    },
    {
        id: "lattice",
        effect: "remove-first",
        by: { charts: ["aws-gateway-controller-chart"] },
        what: "Routes and Gateways of VPC Lattice",
        why: "Services, target groups and associations of Lattice stay without their controller, and a service network with an association is not deleted.",
        objects: [
            "httproutes.gateway.networking.k8s.io",
            "grpcroutes.gateway.networking.k8s.io",
            "gateways.gateway.networking.k8s.io",
        ],
        first: () => [
            command(
                "kubectl delete httproutes.gateway.networking.k8s.io,grpcroutes.gateway.networking.k8s.io --all -A",
            ),
            command("kubectl delete gateways.gateway.networking.k8s.io --all -A"),
        ],
        gone: ({ cluster, region }) => [
            aws(
                region,
                "resourcegroupstaggingapi get-resources",
                ...["--resource-type-filters", "vpc-lattice", "--query"],
                `ResourceTagMappingList[?Tags[?Key=='application-networking.k8s.aws/ManagedBy' && contains(Value, '/${cluster}/')]].ResourceARN`,
            ),
        ],
        source: "aws/aws-application-networking-k8s docs/guides/getstarted.md, Cleanup; pkg/aws/cloud.go, ManagedBy",
    },
    {
        id: "records",
        effect: "remove-first",
        by: { addons: ["external-dns"], charts: ["external-dns"] },
        what: "DNS records of ExternalDNS",
        why: "It takes records away one interval (1 minute) after their Ingress, Service or route, and only with policy sync. What is left keeps its hosted zone from being deleted.",
        first: () => [
            command("kubectl -n external-dns logs deploy/external-dns --tail=20", "wait for its next round"),
        ],
        gone: recordsOf,
        source: "kubernetes-sigs/external-dns docs/tutorials/aws.md; docs/flags.md, policy and interval",
    },
    {
        id: "external-secrets",
        effect: "remove-first",
        by: { charts: ["external-secrets"] },
        what: "ExternalSecrets and stores",
        why: "Its webhook refuses deletions while none of its pods answers: an object that is left then keeps its namespace.",
        objects: ["externalsecrets", "secretstores", "clustersecretstores"],
        first: () => [
            command("kubectl delete externalsecrets,clusterexternalsecrets,pushsecrets --all -A"),
            command("kubectl delete secretstores,clustersecretstores --all -A"),
        ],
        gone: () => [],
        source: "external-secrets/external-secrets deploy/charts/external-secrets/templates/validatingwebhook.yaml",
    },
    {
        id: "scaled-objects",
        effect: "remove-first",
        by: { charts: ["keda"] },
        what: "ScaledObjects and ScaledJobs of KEDA",
        why: "They have finalizers that the operator alone takes off: an object that is left hangs, and its namespace with it.",
        objects: ["scaledobjects", "scaledjobs"],
        first: () => [command("kubectl delete scaledobjects,scaledjobs --all -A")],
        gone: () => [],
        source: "KEDA documentation, deploy, Uninstall",
    },
];
