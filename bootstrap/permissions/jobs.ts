/** IAM actions of AWS Batch. */
import { AUTHORIZATION_REFERENCE, provider, type TypePermissions } from "./table";

const TAGS = ["batch:TagResource", "batch:UntagResource"];

/** Batch makes its own access entry in a cluster with the rights of whoever makes a compute environment. */
const ENTRY = [
    "eks:AssociateAccessPolicy",
    "eks:CreateAccessEntry",
    "eks:DescribeAccessEntry",
    "eks:DescribeCluster",
];

export const JOBS: readonly TypePermissions[] = [
    {
        type: "aws:batch/computeEnvironment:ComputeEnvironment",
        create: ["batch:CreateComputeEnvironment", "batch:TagResource", ...ENTRY],
        read: ["batch:DescribeComputeEnvironments"],
        update: ["batch:UpdateComputeEnvironment", ...TAGS, ...ENTRY],
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
];
