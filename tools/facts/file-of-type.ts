/** Where a type's facts live. */

/**
 * `aws:ec2/internetGateway:InternetGateway` → `tools/facts/aws/ec2/internet-gateway.ts`,
 * `pulumi:providers:aws` → `tools/facts/aws/provider.ts`,
 * `kubernetes:apps/v1:Deployment` → `tools/facts/kubernetes/apps/v1/deployment.ts`.
 */
export function factsFileOf(type: string): string {
    const [pkg = "", module = "", name = ""] = type.split(":");
    if (pkg === "pulumi" && module === "providers") return `tools/facts/${name}/provider.ts`;
    const folders = module.split("/");
    // AWS modules end in the type's own name with a small first letter; Kubernetes modules do not.
    const last = folders.at(-1);
    if (last !== undefined && last.toLowerCase() === name.toLowerCase()) folders.pop();
    return `tools/facts/${[pkg, ...folders, kebab(name)].join("/")}.ts`;
}

/** `InternetGateway` → `internet-gateway`, `AWSPCAClusterIssuer` → `awspca-cluster-issuer`. */
export function kebab(name: string): string {
    return name.replace(/([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])/g, "$1$3-$2$4").toLowerCase();
}
