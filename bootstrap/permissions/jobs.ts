/** IAM actions of AWS Batch and of EMR on EKS. */
import { AUTHORIZATION_REFERENCE, provider, type TypePermissions } from "./table";

const TAGS = ["batch:TagResource", "batch:UntagResource"];

/** Batch makes its own access entry in a cluster with the rights of whoever makes a compute environment. */
const BATCH_ENTRY = [
    "eks:AssociateAccessPolicy",
    "eks:CreateAccessEntry",
    "eks:DescribeAccessEntry",
    "eks:DescribeCluster",
];

/** EMR makes and takes away its own, with the rights of whoever makes and deletes a virtual cluster. */
const EMR_ENTRY = [
    "eks:AssociateAccessPolicy",
    "eks:CreateAccessEntry",
    "eks:DeleteAccessEntry",
    "eks:DescribeAccessEntry",
    "eks:DescribeCluster",
    "eks:DisassociateAccessPolicy",
    "eks:ListAssociatedAccessPolicies",
];

export const JOBS: readonly TypePermissions[] = [
    {
        type: "aws:batch/computeEnvironment:ComputeEnvironment",
        create: ["batch:CreateComputeEnvironment", "batch:TagResource", ...BATCH_ENTRY],
        read: ["batch:DescribeComputeEnvironments"],
        update: ["batch:UpdateComputeEnvironment", ...TAGS, ...BATCH_ENTRY],
        // It is disabled first.
        delete: ["batch:DeleteComputeEnvironment", "batch:UpdateComputeEnvironment"],
        passesRoleTo: ["ec2"],
        linkedRolesOf: ["batch"],
        source: provider(
            "batch/compute_environment",
            `${AUTHORIZATION_REFERENCE} of batch:CreateComputeEnvironment; AWS Batch User Guide, eks-access-entries, "Required permissions"`,
        ),
    },
    {
        type: "aws:batch/jobQueue:JobQueue",
        create: ["batch:CreateJobQueue", "batch:TagResource"],
        read: ["batch:DescribeJobQueues"],
        update: ["batch:UpdateJobQueue", ...TAGS],
        // It is disabled first.
        delete: ["batch:DeleteJobQueue", "batch:UpdateJobQueue"],
        source: provider("batch/job_queue"),
    },
    {
        type: "aws:emrcontainers/virtualCluster:VirtualCluster",
        create: ["emr-containers:CreateVirtualCluster", "emr-containers:TagResource", ...EMR_ENTRY],
        read: ["emr-containers:DescribeVirtualCluster"],
        // Tags alone.
        update: ["emr-containers:TagResource", "emr-containers:UntagResource"],
        delete: ["emr-containers:DeleteVirtualCluster", ...EMR_ENTRY],
        linkedRolesOf: ["emr-containers"],
        source: provider(
            "emrcontainers/virtual_cluster",
            "EMR on EKS Development Guide, setting-up-cluster-access and setting-up-iam",
        ),
    },
];
