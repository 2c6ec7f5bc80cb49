/** Each recipe is refused where it cannot work, by name: the shape of its page with one thing changed. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import path from "node:path";

import { ROOT } from "../../tools/plan/root";
import { shapeOfPage } from "../support/page-shape";
import { refusedOf } from "../support/plan-shape";

interface Case {
    /** Words in place of the page's, as a reader writes them. */
    readonly words: string;
    readonly refused: readonly string[];
}

const CASES: Readonly<Record<string, Case>> = {
    "auto-mode.md": {
        words: 'addons: { ...dev.addons, "aws-ebs-csi-driver": {} }',
        refused: [
            "stacks/dev.ts › addons.aws-ebs-csi-driver: compute of kind auto-mode leaves it out: Auto Mode brings it. Remove it.",
        ],
    },
    "aws-batch.md": {
        words: 'compute: { kind: "auto-mode", nodePools: ["general-purpose", "system"] }',
        refused: [
            'stacks/dev.ts › batch: Auto Mode brings the network of its own nodes alone, and Batch makes others (got "auto-mode"). Use compute of kind karpenter or managed, or a node pool and Kueue.',
        ],
    },
    "batch-schedulers.md": {
        words: 'catalogue: { ...dev.catalogue, kueue: { queues: { research: { namespaces: ["research"], quota: { cpu: "64", memory: "256Gi" } } } } }',
        refused: [
            "stacks/dev.ts › catalogue.kueue: not beside catalogue.volcano: both would decide when a job may start. Keep one of the two.",
            "stacks/dev.ts › catalogue.volcano: not beside catalogue.kueue: both would decide when a job may start. Keep one of the two.",
        ],
    },
    "edge-zones.md": {
        words: 'network: { ...dev.network, nat: "none" }',
        refused: [
            'stacks/dev.ts › network.nat: nobody says that gateway endpoints serve edge zones, and without a way out their nodes get no images (got "none"). Choose nat "single", "per-zone", "regional" or "interface", or remove platform:edgeZones.',
            'stacks/dev.ts › network.endpoints: without NAT nodes reach AWS through endpoints alone, and some they need are missing (got ["s3"]). Add ec2, ecr.api, ecr.dkr, eks, eks-auth, logs, sqs, ssm, sts, or choose another nat.',
            'Pulumi.dev.yaml › platform:imageRegistry: no node of an isolated VPC can pull from it (got "public.ecr.aws"). Mirror karpenter/controller into a registry the VPC has an endpoint for, and name that.',
        ],
    },
    "efa.md": {
        words: 'managedNodes: { h100: { ...dev.managedNodes.h100, instanceTypes: ["m7i.large"] } }',
        refused: [
            'stacks/dev.ts › managedNodes.h100.instanceTypes[0]: it has no EFA (got "m7i.large"). Remove efa, or choose a type with EFA.',
            'stacks/dev.ts › managedNodes.h100.instanceTypes[0]: it has no disk of its own that RAID0 could take (got "m7i.large"). Remove instanceStore, or choose a type with disks.',
        ],
    },
    "egress.md": {
        words: 'network: { ...dev.network, nat: "single" }',
        refused: [
            'Pulumi.dev.yaml › platform:transitGatewayId: nodes do not leave over it, for nat is single (got "tgw-0123456789abcdef0"). Remove it, or write nat: "transit-gateway" in the shape.',
        ],
    },
    "emr.md": {
        words: 'compute: { kind: "fargate" }',
        refused: [
            'stacks/dev.ts › emr.spark.namespace: pods of its jobs would run on Fargate, where Pod Identity gives them nothing (got "emr"). Use a namespace that no Fargate profile selects, and nodes.',
        ],
    },
    "existing-vpc.md": {
        words: 'network: { ...dev.network, egress: "none", endpoints: ["s3"] }',
        refused: [
            'stacks/dev.ts › network.endpoints: without a way out nodes reach AWS through endpoints alone, and some they need are missing (got ["s3"]). Add ec2, ecr.api, ecr.dkr, eks, eks-auth, logs, sqs, ssm, sts; those the VPC has already, to ownersEndpoints.',
            "Pulumi.dev.yaml › platform:existingVpc.routeTables: the endpoint of s3 is a route, and no table is named that takes it. Name the route tables of the node subnets, or leave the service to the VPC's owner: ownersEndpoints.",
            'Pulumi.dev.yaml › platform:imageRegistry: no node of an isolated VPC can pull from it (got "public.ecr.aws"). Mirror karpenter/controller into a registry the VPC has an endpoint for, and name that.',
        ],
    },
    "fargate.md": {
        words: 'addons: { ...dev.addons, "eks-node-monitoring-agent": {} }',
        refused: [
            "stacks/dev.ts › addons.eks-node-monitoring-agent: compute of kind fargate leaves it out: there is no node to watch. Remove it.",
        ],
    },
    "fast-start.md": {
        words: 'compute: { kind: "auto-mode", nodePools: [], pools: { disks: dev.compute.pools.disks } }',
        refused: [
            'stacks/dev.ts › compute.pools.disks.nodeClass.userData: AWS decides it for nodes of Auto Mode: nothing of yours runs on the host (got "apiVersion: node.eks.aws/v1alpha1\\nkind: NodeConfig\\nspec:\\n  featureGates:\\n    FastImagePull: true\\n"). Remove it.',
            'stacks/dev.ts › compute.pools.disks.nodeClass.instanceStorePolicy: AWS decides it for nodes of Auto Mode: disks of the instance are one volume already (got "RAID0"). Remove it.',
            "stacks/dev.ts › compute.pools.disks.diskSizeGiB: volumes of Auto Mode's nodes are nodeClass.ephemeralStorage (got 50). Remove it.",
        ],
    },
    "gitops.md": {
        words: 'catalogue: { "argo-cd": {} }',
        refused: [
            "stacks/dev.ts › capabilities.argoCd: not beside catalogue.argo-cd: both would act on the same objects, whose definitions only one can own. Keep one of the two.",
        ],
    },
    "gpu-inference.md": {
        words: "devicePlugins: { nvidia: { ...dev.devicePlugins?.nvidia, timeSlicing: 65 } }",
        refused: [
            "stacks/dev.ts › devicePlugins.nvidia.timeSlicing: not a number of pods that share a GPU (got 65). Choose 2 to 64, or leave it out: a GPU is then one pod's.",
        ],
    },
    "gpu.md": {
        words: 'charts: { "gpu-operator": { chart: "gpu-operator", repository: "https://helm.ngc.nvidia.com/nvidia", version: "26.3.3", namespace: { name: "gpu-operator" }, pods: "unknown" } }',
        refused: [
            "stacks/dev.ts › devicePlugins.nvidia: chart gpu-operator offers the same devices, and two on one node offer them twice. Remove it, or charts.gpu-operator.",
        ],
    },
    "guardrails.md": {
        words: 'namespaces: { "team-a": { quota: { "nvidia.com/gpu": "4" } } }',
        refused: [
            'stacks/dev.ts › namespaces.team-a.quota.nvidia.com/gpu: of such resources a quota counts requests alone: this is taken, and counts nothing (got "nvidia.com/gpu"). Write requests.nvidia.com/gpu.',
        ],
    },
    "headroom-and-autoscaling.md": {
        words: "headroom: { web: { ...dev.headroom.web, pods: 1000 } }",
        refused: [
            "stacks/dev.ts › compute: pod headroom-web of phase releases (charts and objects) fits nowhere: Fargate profile system does not select it; node pool general may grow to 32 of cpu, too little for 1000 times 1. Raise limits.cpu.",
        ],
    },
    "hybrid-nodes.md": {
        words: 'compute: { kind: "fargate" }',
        refused: [
            "stacks/dev.ts › hybridNodes: nodes outside need kube-proxy and the Pod Identity agent, which compute of kind fargate leaves out. Choose kind karpenter or managed, or remove it.",
        ],
    },
    "ipv6.md": {
        words: 'network: { ...dev.network, pods: { subnets: { kind: "custom-networking" } } }',
        refused: [
            'stacks/dev.ts › network.pods.subnets: pods of an IPv6 cluster have no IPv4 address: they stay in their nodes\' subnets. Remove it, or ipv6: "pods".',
            "Pulumi.dev.yaml › platform:podCidr: network.pods.subnets asks for subnets of pods, and no range is named for them. Write a range that may repeat elsewhere, such as 100.64.0.0/16.",
        ],
    },
    "jobs.md": {
        words: 'compute: { kind: "none" }',
        refused: [
            "stacks/dev.ts › catalogue.kueue: compute of kind none has no use for it: there is no pod that could wait. Remove it.",
            "stacks/dev.ts › catalogue.kuberay-operator: compute of kind none has no use for it: there is no node for a cluster of Ray. Remove it.",
            "stacks/dev.ts › catalogue.spark-operator: compute of kind none has no use for it: there is no node for a driver. Remove it.",
        ],
    },
    "managed.md": {
        words: 'fargateProfiles: { system: [{ namespace: "kube-system" }] }',
        refused: [
            'stacks/dev.ts › fargateProfiles.system: "system" is the kit\'s own: the name stands for where Karpenter runs. Choose another name.',
            'stacks/dev.ts › fargateProfiles.system: Fargate profile system takes the pods of DaemonSets that Fargate does not run: aws-node, kube-proxy, eks-pod-identity-agent, ebs-csi-node, eks-node-monitoring-agent, dcgm-server (got [{"labels":{},"namespace":"kube-system"}]). Select by labels that these pods do not carry.',
        ],
    },
    "names-and-logs.md": {
        words: 'network: { ...dev.network, dns: { ...dev.network.dns, privateZones: ["a.example.com", "a.example.com"] } }',
        refused: [
            'stacks/dev.ts › network.dns.privateZones[1]: named at [0] already (got "a.example.com"). Name each once.',
        ],
    },
    "no-compute.md": {
        words: 'catalogue: { "aws-load-balancer-controller": {} }',
        refused: [
            "stacks/dev.ts › catalogue.aws-load-balancer-controller: compute of kind none has no use for it: its pods have nowhere to run, and there is nothing to send requests to. Remove it.",
        ],
    },
    "observability.md": {
        words: 'compute: { kind: "fargate" }',
        refused: [
            "stacks/dev.ts › addons.amazon-cloudwatch-observability: compute of kind fargate leaves it out: its agents are DaemonSets, and Fargate runs none. Remove it.",
        ],
    },
    "pod-networking.md": {
        words: 'compute: { kind: "fargate" }',
        refused: [
            "stacks/dev.ts › addons.zoneSpread: Fargate does not spread pods over zones (got true). Use false.",
            "stacks/dev.ts › network.pods.addresses: compute of kind fargate leaves vpc-cni out, which would read it: pods on Fargate get their addresses from Fargate itself. Remove it: each pod on Fargate has an interface of its own.",
            "stacks/dev.ts › network.pods.subnets: compute of kind fargate leaves vpc-cni out, which would read it: pods on Fargate get their addresses from Fargate itself. Remove it: a pod on Fargate has an address of its profile's subnets.",
        ],
    },
    "secrets.md": {
        words: 'compute: { kind: "fargate" }',
        refused: [
            "stacks/dev.ts › addons.aws-secrets-store-csi-driver-provider: compute of kind fargate leaves it out: its DaemonSets need nodes, and Fargate mounts no volume of theirs. Remove it.",
        ],
    },
    "self-managed.md": {
        words: 'compute: { kind: "none" }',
        refused: [
            "stacks/dev.ts › selfManagedNodes.mixed: compute of kind none leaves out what pods need: CoreDNS first. Choose kind managed or karpenter, or remove it.",
        ],
    },
    "team-application.md": {
        words: 'objects: { hello: { manifests: [{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "x", namespace: "payments" } }] } }',
        refused: [
            'stacks/dev.ts › objects.hello.after: its namespace is made in the same phase, and it does not wait for it. Add "namespace-payments".',
        ],
    },
    "teams.md": {
        words: "namespaces: { payments: {} }",
        refused: [
            "stacks/dev.ts › teams.payments.namespaces.payments: makes namespaces.payments, which is there already. Keep one of the two.",
        ],
    },
    "training.md": {
        words: 'managedNodes: { h100: { ...dev.managedNodes.h100, instanceTypes: ["m7i.large"] } }',
        refused: [
            'stacks/dev.ts › managedNodes.h100.instanceTypes[0]: it has no EFA (got "m7i.large"). Remove efa, or choose a type with EFA.',
            'stacks/dev.ts › managedNodes.h100.instanceTypes[0]: it has no disk of its own that RAID0 could take (got "m7i.large"). Remove instanceStore, or choose a type with disks.',
            "stacks/dev.ts › devicePlugins.nvidia: no pool has NVIDIA GPUs. Remove it, or add such a pool.",
        ],
    },
    "volumes.md": {
        words: 'addons: { ...dev.addons, "aws-efs-csi-driver": undefined }',
        refused: [
            'stacks/dev.ts › storageClasses.shared.driver: the environment does not have the driver, add-on aws-efs-csi-driver (got "efs"). Ask for it with addons: { "aws-efs-csi-driver": {} }.',
        ],
    },
    "vpc-lattice.md": {
        words: 'compute: { kind: "fargate" }',
        refused: [
            "stacks/dev.ts › catalogue.aws-gateway-controller-chart: compute of kind fargate has no use for it: its pods call AWS by Pod Identity, whose agent Fargate does not run. Remove it.",
        ],
    },
    "web-application.md": {
        words: "hostedZones: { company: dev.hostedZones.company }",
        refused: [
            'stacks/dev.ts › catalogue.external-dns.zones[0]: not a hosted zone of the shape (got "shop"). Use one of: company.',
        ],
    },
    "windows.md": {
        words: 'compute: { kind: "fargate" }',
        refused: [
            "stacks/dev.ts › addons.zoneSpread: Fargate does not spread pods over zones (got true). Use false.",
            "stacks/dev.ts › managedNodes.web: nodes need add-ons that compute of kind fargate leaves out: vpc-cni, kube-proxy, eks-pod-identity-agent. Choose kind managed, with fargateProfiles beside the nodes, or remove it.",
            "stacks/dev.ts › selfManagedNodes.jobs: nodes need add-ons that compute of kind fargate leaves out: vpc-cni, kube-proxy, eks-pod-identity-agent. Choose kind managed, with fargateProfiles beside the nodes, or remove it.",
        ],
    },
};

/** Of which nothing here can be refused, each with the reason. */
const WITHOUT: Readonly<Record<string, string>> = {
    ...Object.fromEntries(
        ["connector", "eks-anywhere", "own-load-balancer", "privatelink", "zone-loss"].map((name) => [
            `${name}.md`,
            "made of resources of the reader's own, of which AWS alone knows where they work",
        ]),
    ),
    "costs.md": "budgets, anomalies and reports are the account's, and stand beside any environment",
    "existing-cluster.md": "of a family of its own: tests/questions/existing-cluster.test.ts",
    "no-cluster.md": "of a family of its own, which has no pods to place",
};

describe("docs/recipes, where they cannot work", () => {
    for (const [name, { refused, words }] of Object.entries(CASES)) {
        it(name, () => {
            const { config, shape, wordsOf } = shapeOfPage(`recipes/${name}`);
            assert.deepEqual(refusedOf({ ...shape, ...wordsOf(words) }, { config }), refused);
        });
    }

    it("are all of them", () => {
        assert.deepEqual(
            readdirSync(path.join(ROOT, "docs/recipes")),
            [...Object.keys(CASES), ...Object.keys(WITHOUT)].sort(),
        );
    });
});
