print("relapse-bench")
