/**
 * What reaches GitOps of what the platform knows: a flat map of texts under names that Argo CD's templates and Flux's
 * substitution both take as they are, so that no repository holds an ARN.
 */
import { z } from "zod";

/**
 * Version of the bridge. Within one a name is only ever added; one that goes, or means something else, takes the next.
 * A manifest in Git that reads it states what it was written for: `schema_version`.
 */
export const BRIDGE_VERSION = 1;

const text = (what: string) => z.string().describe(what);

/** Names of every bridge. Those that end in `_<key>` of the shape come beside them. */
const always = {
    schema_version: z.literal(String(BRIDGE_VERSION)).describe("Version of these names."),
    environment: text("Name of the environment: dev."),
    aws_account_id: text("Account of the cluster, twelve digits."),
    aws_partition: text("aws, aws-cn or aws-us-gov: what ARNs begin with."),
    aws_region: text("Region of the cluster."),
    cluster_name: text("Name of the cluster."),
    cluster_arn: text("ARN of the cluster."),
    cluster_endpoint: text("Address of the API server."),
    cluster_security_group_id: text("Security group of the control plane and of all nodes."),
    kubernetes_version: text("Minor of the control plane."),
    oidc_issuer: text("Issuer without https://, as IAM condition keys spell it."),
    oidc_provider_arn: text("For roles of service accounts (IRSA)."),
    vpc_id: text("VPC of the cluster."),
    node_subnet_ids: text("Private subnets of nodes, with commas between them."),
    public_subnet_ids: text("Public subnets, with commas between them; empty where there are none."),
    namespaces: text("Namespaces the platform makes for teams, with commas between them; empty where none."),
};

/** Names that a bridge has where the environment has what they name. */
const sometimes = {
    secrets_key_arn: text("Own key of secrets.").exactOptional(),
    logs_key_arn: text("Own key of logs.").exactOptional(),
    volumes_key_arn: text("Own key of volumes.").exactOptional(),
    prometheus_endpoint: text("Address of the workspace of Amazon Managed Prometheus.").exactOptional(),
    service_network_arn: text("Service network of VPC Lattice.").exactOptional(),
};

/** What a bridge holds; further names are `<one of BY_KEY>_<key>` and those of `gitops.values`. */
export const bridgeSchema = z.object({ ...always, ...sometimes }).catchall(z.string());

export type Bridge = z.infer<typeof bridgeSchema>;

/** Names of the kit's own, which a fork's values may not take. */
export const BRIDGE_NAMES: readonly string[] = [...Object.keys(always), ...Object.keys(sometimes)];

/** Beginnings of names whose end is a key of the shape, `-` written as `_`. */
export const BY_KEY = {
    certificate: "certificate_arn_",
    zoneId: "hosted_zone_id_",
    zoneName: "hosted_zone_name_",
} as const;

/** `certificate_arn_shop_web` of a certificate `shop-web`. */
export function nameByKey(kind: keyof typeof BY_KEY, key: string): string {
    return `${BY_KEY[kind]}${key.replaceAll("-", "_")}`;
}
