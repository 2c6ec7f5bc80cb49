/** Which keys of the configuration are encrypted. */
import * as pulumi from "@pulumi/pulumi";

/**
 * Whether a key's value was encrypted. The SDK exports the question but leaves it out of its typings.
 * Source: @pulumi/pulumi runtime/config.js, isConfigSecret, read 2026-11.
 */
export function isSecretKey(key: string): boolean {
    const runtime = pulumi.runtime as { readonly isConfigSecret?: (key: string) => boolean };
    return runtime.isConfigSecret?.(key) ?? false;
}
