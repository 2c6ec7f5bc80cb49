/** Secrets: the one place that reads them, from the stack's encrypted configuration. */
import * as pulumi from "@pulumi/pulumi";

/**
 * A value that `pulumi config set --secret <name>` wrote. It stays a secret in whatever is made of it.
 * Offline nothing is decrypted: the plan has a marker in its place.
 */
export function readSecret(name: string): pulumi.Output<string> {
    return new pulumi.Config().requireSecret(name);
}
