print("relapse")
