/** User data that makes one volume of an instance's own disks, for images, logs and what pods write. */
import { withNodeConfig, withSettings } from "./user-data-merge";

/** Families whose images can be told to. */
export type StoredFamily = "AL2023" | "Bottlerocket";

/**
 * Source: awslabs/amazon-eks-ami 81fec2e8, nodeadm/api/v1alpha1, LocalStorage; of Bottlerocket, what Karpenter v1.14.1 tells
 * it, pkg/providers/amifamily/bootstrap/bottlerocket.go.
 */
export function withInstanceStore(family: StoredFamily, userData: string | undefined): string {
    if (family === "AL2023") {
        return withNodeConfig({ instance: { localStorage: { strategy: "RAID0" } } }, userData);
    }
    const command = ["apiclient", "ephemeral-storage"];
    const folders = ["/var/lib/containerd", "/var/lib/kubelet", "/var/log/pods"];
    return withSettings(
        "bootstrap-commands",
        {
            "000-mount-instance-storage": {
                commands: [
                    [...command, "init"],
                    [...command, "bind", "--dirs", ...folders],
                ],
                essential: true,
                mode: "always",
            },
        },
        userData,
    );
}
