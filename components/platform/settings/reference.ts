/**
 * What each setting means and what a change of it does to an environment that exists, said once: the JSON Schema and
 * docs/configuration.md are made of it. A test plans every change named here and compares.
 */
import { NETWORK } from "./reference-network";
import type { Group, SettingReference } from "./reference-types";
import type { SettingKey } from "./schema";

export type { SettingChange, SettingReference } from "./reference-types";

const PLACE = {
    environment: {
        meaning: "Which environment of stacks/ this is.",
        unit: "name of an environment",
        default: "the stack's name; a stack pr-123 sets dev",
        changes: [
            {
                what: "another environment",
                effect: "depends",
                consequence: "builds what the two shapes differ in; see `npm run plan -- diff` first",
            },
        ],
    },
    region: {
        meaning: "AWS region.",
        unit: "region",
        changes: [
            {
                what: "another region",
                effect: "replaces",
                consequence: "everything; make another environment there instead",
            },
        ],
    },
    account: {
        meaning: "AWS account, in quotes. Credentials of another account are refused.",
        unit: "twelve digits",
        changes: [
            {
                what: "another account",
                effect: "forbidden",
                consequence:
                    "what was built stays behind in the first account, out of Pulumi's sight; make another stack",
            },
        ],
    },
    clusterName: {
        meaning: "Name of the cluster.",
        unit: "1 to 100 of A-Z a-z 0-9 - _",
        default: "<project>-<stack>",
        changes: [
            {
                what: "another name",
                effect: "replaces",
                consequence:
                    "the cluster, all in it, and the log groups that carry its name, in three updates: [replace the cluster](runbooks/replace-the-cluster.md)",
            },
        ],
    },
} as const satisfies Group;

const PEOPLE = {
    admins: {
        meaning: "IAM roles and users that administer the cluster.",
        unit: "ARNs, at least one",
        changes: [
            { what: "one more", effect: "creates", consequence: "its access entry" },
            { what: "one less", effect: "deletes", consequence: "its access entry" },
        ],
    },
    deployRoleArn: {
        meaning: "IAM role that deploys; it gets access to the API server.",
        unit: "ARN",
        changes: [
            {
                what: "another role",
                effect: "in place",
                consequence:
                    "list the former role in `platform:admins` in the same change: it runs this update. Take it out afterwards",
            },
        ],
    },
    assumeRoleArn: {
        meaning: "IAM role to assume from another account's credentials.",
        unit: "ARN of `platform:deployRoleArn` or of an admin",
        default: "none: the caller's credentials as they are",
        changes: [
            { what: "set or taken away", effect: "in place", consequence: "other credentials, no resource" },
        ],
    },
    apiAccess: {
        meaning:
            "Who reaches the API server: public from the listed networks (nodes stay inside), or private with the way in.",
        unit: "public with `cidrs`, or private with `reach`",
        changes: [
            { what: "other networks", effect: "in place", consequence: "those left out lose the API server" },
            {
                what: "from public to private",
                effect: "in place",
                consequence: "run the update from a place that reaches the private endpoint",
            },
        ],
    },
    existingCluster: {
        meaning:
            'The cluster of `compute: { kind: "existing", … }`, as `DescribeCluster` of EKS shows it. It stays its owner\'s: [recipes/existing-cluster.md](recipes/existing-cluster.md).',
        unit: "a map",
        default: "none: the kit makes the cluster",
        changes: [
            {
                what: "another endpoint, authority or role",
                effect: "in place",
                consequence: "objects are reached another way",
            },
            {
                what: "another cluster, with its name",
                effect: "replaces",
                consequence: "everything in the cluster: objects go from the one and come to the other",
            },
        ],
    },
} as const satisfies Group;

const OPERATION = {
    kubernetesVersion: {
        meaning: "Kubernetes minor, in quotes.",
        unit: "minor that components/versions.ts pins",
        changes: [
            {
                what: "one minor up",
                effect: "in place",
                consequence: "control plane and add-ons, then every node is replaced as its pool allows",
            },
            { what: "a minor back", effect: "forbidden", consequence: "EKS never goes back" },
        ],
    },
    tags: {
        meaning: "Tags of every AWS resource; owner and cost-centre.",
        unit: "text by key",
        changes: [
            {
                what: "another tag or value",
                effect: "in place",
                consequence: "nodes are replaced as their pool allows, since their instances carry the tags",
            },
        ],
    },
    organisation: {
        meaning:
            "What the organisation asks of everything: a boundary of every role, a path in IAM, what names begin with, how tags are spelt, which registry and proxy there are. Best written once in `Pulumi.yaml`, for every stack.",
        unit: "a map; [organisation.md](organisation.md) has an example of each key",
        default:
            "none: no boundary, path `/`, names as the kit makes them, tags as the kit spells them, registry public.ecr.aws",
        changes: [
            {
                what: "another `permissionsBoundary`",
                effect: "in place",
                consequence: "every role gets it; `bootstrap:organisation` follows first",
            },
            {
                what: "another `iamPath`",
                effect: "replaces",
                consequence:
                    "every role, node groups, Fargate profiles and the cluster, which takes three updates: [replace the cluster](runbooks/replace-the-cluster.md)",
            },
            {
                what: "another `namePrefix`",
                effect: "in place",
                consequence: "what is there keeps its name; only what is made from then on begins with it",
            },
            { what: "other `tags`", effect: "in place", consequence: "as another tag of `platform:tags`" },
            { what: "another `proxy`", effect: "in place", consequence: "nodes go as their pool allows" },
            { what: "another `registry`", effect: "in place", consequence: "as `platform:chartRegistry`" },
        ],
    },
    chartRegistry: {
        meaning: "OCI registry of the Helm charts, seen from where `pulumi up` runs.",
        unit: "host and path, without oci://",
        default: "`registry` of `platform:organisation`, else public.ecr.aws",
        changes: [{ what: "another registry", effect: "in place", consequence: "the releases are upgraded" }],
    },
    imageRegistry: {
        meaning: "Registry of the charts' images, seen from the nodes.",
        unit: "host and path",
        default: "`registry` of `platform:organisation`, else public.ecr.aws",
        changes: [{ what: "another registry", effect: "in place", consequence: "Karpenter's pods restart" }],
    },
    inCluster: {
        meaning: "Whether to build what lives inside the cluster. false first, with a private API.",
        unit: "true or false",
        default: "true",
        changes: [
            { what: "to true", effect: "creates", consequence: "StorageClass, Karpenter and node pools" },
            {
                what: "back to false",
                effect: "deletes",
                consequence: "every node pool with its nodes; never do it to save money",
            },
        ],
    },
    protection: {
        meaning: "Whether Pulumi and AWS refuse to delete.",
        unit: "true or false",
        default: "true",
        changes: [
            { what: "to true", effect: "in place", consequence: "in the same update as anything else" },
            {
                what: "to false",
                effect: "in place",
                consequence: "in an update of its own, before the one that deletes",
            },
        ],
    },
} as const satisfies Group;

/** Every setting, in the order of the settings files. */
export const SETTINGS_REFERENCE: Readonly<Record<SettingKey, SettingReference>> = {
    ...PLACE,
    ...NETWORK,
    ...PEOPLE,
    ...OPERATION,
};
