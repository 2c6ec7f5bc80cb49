/** What drivers and controllers make for claims, snapshots, backups and pools. */
import { around, aws, command } from "./commands";
import { CLUSTER, isAutoMode, type Leak, type Site } from "./leak";

/** The tag that EKS and the CSI drivers put on what is a cluster's. */
function owned({ cluster }: Site): string {
    return `Name=tag:kubernetes.io/cluster/${cluster},Values=owned`;
}

export const FOR_DATA: readonly Leak[] = [
    {
        id: "snapshots",
        effect: "remove-first",
        by: { addons: ["snapshot-controller"] },
        what: "VolumeSnapshots",
        why: "Without controller and CSI driver nobody deletes the EBS snapshots behind them. With deletionPolicy Retain they stay anyway.",
        objects: ["volumesnapshots"],
        first: () => [command("kubectl delete volumesnapshots.snapshot.storage.k8s.io --all -A")],
        gone: (site) => [
            aws(
                site.region,
                "ec2 describe-snapshots",
                ...["--owner-ids", "self", "--filters", owned(site), "--query", "Snapshots[].SnapshotId"],
            ),
        ],
        source: "kubernetes-csi/external-snapshotter README; kubernetes-sigs/aws-ebs-csi-driver docs/tagging.md",
    },
    {
        id: "volumes",
        effect: "remove-first",
        by: { addons: ["aws-ebs-csi-driver"], types: [CLUSTER], when: isAutoMode },
        what: "Claims whose volumes are EBS's, those of StatefulSets among them",
        why: "The driver deletes a volume after its claim. Without it volumes stay and cost money, and so do those of class Retain. A claim waits until no pod uses it: delete its workload before.",
        objects: ["persistentvolumeclaims"],
        first: () => [
            command("kubectl get pvc,pv -A"),
            command(
                "kubectl delete statefulset <name> -n <namespace>",
                "or whatever else has pods that use a claim",
            ),
            command("kubectl delete pvc --all -A", "deletes data"),
        ],
        gone: (site) => [
            aws(
                site.region,
                "ec2 describe-volumes",
                ...["--filters", owned(site), "Name=tag-key,Values=CSIVolumeName"],
                ...["--query", "Volumes[].VolumeId"],
            ),
        ],
        source: "kubernetes-sigs/aws-ebs-csi-driver docs/tagging.md; Kubernetes documentation, persistent-volumes, Reclaim Policy",
    },
    {
        id: "access-points",
        effect: "remove-first",
        by: { addons: ["aws-efs-csi-driver"] },
        what: "Claims whose volumes are access points of EFS",
        why: "Access points stay without the driver, and count against the quota of a file system that others share. What is in them stays in any case.",
        objects: ["persistentvolumeclaims"],
        first: () => [command("kubectl delete pvc --all -A", "deletes the access points, not the data")],
        gone: ({ region }) => [
            aws(
                region,
                "efs describe-access-points",
                ...["--query", "AccessPoints[?Tags[?Key=='efs.csi.aws.com/cluster']].AccessPointId"],
            ),
        ],
        source: "kubernetes-sigs/aws-efs-csi-driver docs/README.md, deleteAccessPointRootDir; pkg/driver/controller.go, efs.csi.aws.com/cluster",
    },
    {
        id: "file-systems",
        effect: "remove-first",
        by: {
            addons: ["aws-fsx-csi-driver"],
            charts: ["aws-fsx-csi-driver", "aws-fsx-openzfs-csi-driver"],
        },
        what: "Claims whose volumes are whole file systems of FSx",
        why: "A file system stays without the driver, costs money by the hour, and its interfaces hold subnets and security groups.",
        objects: ["persistentvolumeclaims"],
        first: () => [command("kubectl delete pvc --all -A", "deletes data")],
        gone: ({ region, vpc }) => [
            aws(
                region,
                "fsx describe-file-systems",
                "--query",
                around("FileSystems[?VpcId=='", vpc, "' && Tags[?Key=='CSIVolumeName']].FileSystemId"),
            ),
        ],
        source: "kubernetes-sigs/aws-fsx-csi-driver docs; FSx for Lustre User Guide, limit-access-security-groups",
    },
    {
        id: "ontap-volumes",
        effect: "remove-first",
        by: { charts: ["trident-operator"] },
        what: "Claims whose volumes are in FSx for ONTAP",
        why: "A storage virtual machine with volumes in it is not deleted, nor is its file system.",
        objects: ["persistentvolumeclaims"],
        first: () => [command("kubectl delete pvc --all -A", "deletes data")],
        gone: ({ region }) => [
            aws(
                region,
                "fsx describe-volumes",
                ...["--query", "Volumes[?OntapConfiguration.StorageVirtualMachineRoot==`false`].VolumeId"],
            ),
        ],
        source: "FSx for ONTAP User Guide, delete-file-system and delete-svm",
    },
    {
        id: "backups",
        effect: "remove-first",
        by: { charts: ["velero"] },
        what: "Backups of Velero",
        why: "What it wrote stays in its bucket, which is then not deleted, and so do the snapshots of volumes it took.",
        objects: ["backups.velero.io"],
        first: () => [
            command("kubectl -n velero delete backups.velero.io --all", "leaves the bucket's objects"),
        ],
        gone: ({ region }) => [
            aws(
                region,
                "ec2 describe-snapshots",
                ...["--owner-ids", "self", "--filters", "Name=tag-key,Values=velero.io/backup"],
                ...["--query", "Snapshots[].SnapshotId"],
            ),
        ],
        source: "Velero documentation, backup-reference, Deleting Backups; velero-plugin-for-aws, volume_snapshotter.go",
    },
    {
        id: "pools-by-hand",
        effect: "remove-first",
        by: { charts: ["karpenter"] },
        what: "NodePools that the stack does not have",
        why: "Karpenter ends the instances of a pool before the pool goes. Of pools somebody applied by hand Pulumi knows nothing: their instances run on.",
        objects: ["nodepools.karpenter.sh"],
        first: () => [
            command("kubectl get nodepools,nodeclaims"),
            command("kubectl delete nodepool <name>", "each that the stack does not have"),
        ],
        gone: () => [],
        source: "karpenter.sh, docs/concepts/disruption; aws/karpenter-provider-aws#1134",
    },
];
