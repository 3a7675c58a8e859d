package fault

// ReplicaRegion is a region that is none, the pool's own, or of another part of
// AWS. Assumed: type and text (A181).
func ReplicaRegion(region string) error {
	return invalidParameter("A user pool replica cannot be created in region %s.", region)
}

// ReplicaExists is a second replica in a region. Assumed: type and text (A181).
func ReplicaExists(region string) error {
	return invalidParameter("User pool replica in region %s already exists.", region)
}

// TooManyReplicas is a second replica, in whatever region. Doc: multi-region
// replication (at most one). Assumed: text (A449).
func TooManyReplicas() error {
	return limitExceeded("The user pool already has a replica in another region.")
}

// ReplicaKey is a pool without a multi-region key of the customer's. Doc:
// multi-region replication (refused). Assumed: type and text (A181).
func ReplicaKey() error {
	return invalidParameter("The user pool must be configured with a multi-Region customer managed key to enable replication.")
}

// ReplicaBusy is UpdateUserPoolReplica of a replica that is being made or deleted.
// Assumed: type and text (A181).
func ReplicaBusy(region string) error {
	return invalidParameter("User pool replica in region %s cannot be updated in its current status.", region)
}

// ReplicaPrimary is UpdateUserPoolReplica or DeleteUserPoolReplica with the region
// of the pool itself. Doc: DeleteUserPoolReplica ("a secondary replica"). Assumed:
// type and text (A181).
func ReplicaPrimary() error {
	return invalidParameter("The primary user pool replica cannot be updated or deleted.")
}

// ReplicaSettingShared is UpdateUserPool in the region of a replica with settings
// that are not its own. Doc: UpdateUserPool (must match). Assumed: type and text (A181).
func ReplicaSettingShared() error {
	return invalidParameter("Only regional settings can be updated in a secondary region. All other settings must match the primary region.")
}
