/** Whose word a reader trusts: AWS's and the projects' own. What others wrote stands in the files, with its address. */

/** Owners of repositories whose code or charts are what runs. */
const OWNERS = ["aws", "awslabs", "hashicorp", "helm", "kubernetes", "kubernetes-sigs", "pulumi"];

/** Whether a source of facts, such as `hashicorp/terraform-provider-aws internal/…`, names a page or such a repository. */
export function isFirstHand(source: string): boolean {
    const owner = /^([\w.-]+)\/[\w.-]+(?= |$)/.exec(source)?.[1];
    return owner === undefined || OWNERS.includes(owner);
}

/** Whether an address is AWS's own or that of such a repository. */
export function isFirstHandAddress(address: string): boolean {
    const { hostname, pathname } = new URL(address);
    if (hostname === "github.com") return OWNERS.includes(pathname.split("/")[1] ?? "");
    return ["aws.amazon.com", "amazonaws.com", "karpenter.sh", "kubernetes.io", "pulumi.com"].some(
        (domain) => hostname === domain || hostname.endsWith(`.${domain}`),
    );
}
