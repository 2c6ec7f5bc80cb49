/** Who makes a node from what a person says of it. */

/** It writes what a node needs to join, and joins it with user data in a way of its own; nodes EKS does not know, the kit. */
export type NodeMaker = "eks" | "karpenter" | "kit";
