/** Registries of charts and images: how they are written, and which of them belong to an account. */
import { dnsSuffixOf } from "./regions";

/** Host, port and path, as Docker writes a repository's beginning. Source: distribution/reference, grammar. */
export const REGISTRY = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/;

/** `<host>[:<port>]` of a registry. */
export function hostOf(registry: string): string {
    return registry.split("/")[0] ?? registry;
}

/** A private registry of ECR, which shows nothing to whoever is not logged in. */
export interface PrivateEcr {
    readonly account: string;
    readonly region: string;
}

/** Source: ECR User Guide, registry_auth, images-fips and dual-stack-endpoints, read 2026-11. */
const PRIVATE_ECR =
    /^(?<account>\d{12})\.dkr[.-]ecr(-fips)?\.(?<region>[a-z]{2,4}(-[a-z]+)+-\d{1,2})\.(?<suffix>[a-z0-9.-]+)$/;
const DUAL_STACK: readonly string[] = ["on.aws", "on.amazonwebservices.com.cn"];

/**
 * Whose it is and where, of the host of a private registry of ECR; undefined of any other. Only hosts of AWS count:
 * whoever deploys sends them a password.
 */
export function privateEcrOf(host: string): PrivateEcr | undefined {
    const { account, region, suffix } = PRIVATE_ECR.exec(host)?.groups ?? {};
    if (account === undefined || region === undefined || suffix === undefined) return undefined;
    return [dnsSuffixOf(region), ...DUAL_STACK].includes(suffix) ? { account, region } : undefined;
}
